using System.Text.Json.Serialization;

namespace RefundCenter.Legs;

/// <summary>What a leg's status means for the refund.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LegStanding>))]
public enum LegStanding
{
    /// <summary>Live, or possibly live: it may still pay.</summary>
    Live,

    /// <summary>The payer has the money by this leg.</summary>
    Paid,

    /// <summary>It has a death certificate.</summary>
    Dead,

    /// <summary>It paid, and the money came back.</summary>
    Returned,
}
