namespace Contracts.Restores;

/// <summary>
/// Whatever <paramref name="By"/> had to say again after this restore was published before this. Answers
/// <see cref="RestoredTo"/>, also when there was nothing to say: a restored service that must not act on silence waits for it.
/// </summary>
/// <param name="RestoreId">As announced: an answer to an earlier restore says nothing of what was forgotten in a later one.</param>
/// <param name="Service">The restored one, for example <c>refund-center</c>.</param>
/// <param name="By">Who answers, for example <c>payout</c>.</param>
public sealed record RestoreAnswered(Guid RestoreId, string Service, string By);
