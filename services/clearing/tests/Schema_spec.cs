using Clearing.Payments;
using Npgsql;
using Platform.Testing;

namespace Clearing.Tests;

public sealed class The_schema
{
    [Fact]
    public Task Is_what_the_model_says() => SchemaSpec.AssertMatchesModel<ClearingDb>();

    [Theory]
    [InlineData("refunded = 60, in_flight = 41", "ck_payments_refundable")]
    [InlineData("in_flight = -1", "ck_payments_refundable")]
    [InlineData("excess_refunded = -1", "ck_payments_beyond")]
    [InlineData("fee_minor = -1", "ck_payments_price")]
    public async Task Refuses_sums_that_cannot_be(string change, string constraint)
    {
        await using var database = await TestDatabase.CreateAsync<ClearingDb>();
        await using (var db = database.Open())
        {
            db.Add(ClearedPayment.Of(Payments.A_payment.Facts(paid: 100, fee: 1), DateTimeOffset.UnixEpoch));
            await db.SaveChangesAsync();
        }

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => database.Execute($"UPDATE payments SET {change}"));

        Assert.Equal(constraint, refused.ConstraintName);
    }
}
