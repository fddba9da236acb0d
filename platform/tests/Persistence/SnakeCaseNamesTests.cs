using Platform.Persistence;
using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Persistence;

public sealed class Names_in_the_database
{
    [Theory]
    [InlineData("RefundId", "refund_id")]
    [InlineData("HTTPStatus", "http_status")]
    [InlineData("DueAt", "due_at")]
    [InlineData("A", "a")]
    public void Are_snake_case(string name, string column) => Assert.Equal(column, SnakeCaseNames.ToSnakeCase(name));

    [Fact]
    public Task Match_the_migrations() => SchemaSpec.AssertMatchesModel<SampleDb>();
}
