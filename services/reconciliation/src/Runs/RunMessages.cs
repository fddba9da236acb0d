namespace Reconciliation.Runs;

/// <summary>
/// Reconcile this day of this channel merchant. Repeated until the run is done; the run then repeats its own last
/// order.
/// </summary>
public sealed record OpenRun(
    Guid RunId, string Channel, string ChannelMerchant, DateOnly Day, IReadOnlyList<string> Kinds);

/// <summary>Get these files. Answered by <see cref="FileArrived"/> per kind, once it is there.</summary>
/// <param name="Round">
/// 1, and one more each time a person asks for the files again; with run and kind the business key.
/// </param>
public sealed record FetchBills(
    Guid RunId, int Round, string Channel, string ChannelMerchant, DateOnly Day, IReadOnlyList<string> Kinds);

/// <summary>The file is loaded, or is the one that was loaded before.</summary>
public sealed record FileArrived(Guid RunId, int Round, string Kind);

/// <summary>The file is not there yet, or is not to be trusted; it will be asked for again.</summary>
public sealed record FileDelayed(Guid RunId, int Round, string Kind, string Reason);

/// <summary>Match what the files say. Answered by <see cref="DayMatched"/>.</summary>
public sealed record MatchDay(Guid RunId, int Round, string Channel, string ChannelMerchant, DateOnly Day);

/// <summary>Matched.</summary>
/// <param name="Lines">Refund lines in the day's files.</param>
/// <param name="Moved">Numbers of ours of which the day's files say that money moved.</param>
/// <param name="Waiting">What waits in the day-cut pool of the channel merchant.</param>
/// <param name="Breaks">Open breaks of the channel merchant.</param>
public sealed record DayMatched(Guid RunId, int Round, int Lines, int Moved, int Waiting, int Breaks);

/// <summary>Fetch the files of a day again: the channel says that it published new ones. From an operator.</summary>
public sealed record FetchAgain(Guid RunId);
