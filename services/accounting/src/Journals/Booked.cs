using Contracts;

namespace Accounting.Journals;

/// <summary>What a payment, top-up or settlement was booked with.</summary>
/// <param name="MerchantId">Null where no line of it is the merchant's: the whole payment is our fee.</param>
/// <param name="Amount">All that was credited, which is what the command named.</param>
internal readonly record struct Booked(Guid? MerchantId, Money Amount)
{
    public static Booked By(IReadOnlyList<Posting> postings) => new(
        postings.Select(p => p.Account.MerchantId).FirstOrDefault(m => m is not null),
        new Money(postings.Sum(p => Math.Max(0, p.AmountMinor)), postings[0].Account.Currency));

    public bool Is(Guid merchantId, Money amount) => Amount == amount && (MerchantId ?? merchantId) == merchantId;
}
