namespace Channels;

/// <summary>Why a returned file does not count.</summary>
/// <param name="Row">1-based row of the file; null when it is about no row of it.</param>
/// <param name="LineNo">The line of our batch; null when it is about none.</param>
/// <param name="Code">One of <see cref="FileMistakes"/>.</param>
/// <param name="Detail">For people; holds nothing of other merchants.</param>
public sealed record FileMistake(int? Row, int? LineNo, string Code, string Detail);
