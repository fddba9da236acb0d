using Contracts;

namespace Clearing.Queue;

/// <summary>
/// This much of the merchant's money was not enough for the refund that just tried; it may be for another one.
/// </summary>
public sealed record MoneyLeft(Guid MerchantId, Money Available);

/// <summary>Let the oldest waiting refund of this merchant try.</summary>
/// <param name="EvenIfAsked">
/// Also when accounting has noted its shortage and will tell us anyway: the second net.
/// </param>
public sealed record TryHead(Guid MerchantId, bool EvenIfAsked);
