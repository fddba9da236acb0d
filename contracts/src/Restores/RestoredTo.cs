namespace Contracts.Restores;

/// <summary>
/// A service was started from a copy of its database and knows nothing after <paramref name="Time"/>. To all the others: repeat your
/// last command and fact for everything that changed since then less five minutes (architecture §3).
/// </summary>
/// <param name="RestoreId">
/// This restore: the same however often it is announced, and another one for each restore, also from the same copy.
/// </param>
/// <param name="Service">The restored one, for example <c>accounting</c>.</param>
public sealed record RestoredTo(Guid RestoreId, string Service, DateTimeOffset Time);
