using Platform.Testing;

namespace Reconciliation.Tests;

public sealed class The_schema
{
    [Fact]
    public Task Is_the_one_that_the_model_describes() => SchemaSpec.AssertMatchesModel<ReconciliationDb>();

    [Fact]
    public async Task Computes_ids_from_names_as_the_code_does()
    {
        await using var database = await TestDatabase.CreateAsync<ReconciliationDb>();
        Assert.Equal(NameId.Of("run|微信|1900099901"),
            await database.Scalar<Guid>("SELECT name_id('run|微信|1900099901')"));
    }
}
