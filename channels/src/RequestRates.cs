namespace Channels;

/// <summary>Two budgets, so that a flood of bad requests does not starve good ones (S6).</summary>
/// <param name="GoodPerSecond">All requests per second and channel merchant.</param>
/// <param name="BadPerSecond">Requests per second that may be refused before the channel throttles.</param>
public sealed record RequestRates(int GoodPerSecond, int BadPerSecond);
