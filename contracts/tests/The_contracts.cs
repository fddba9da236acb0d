using System.Xml.Linq;

namespace Contracts.Tests;

/// <summary>A message is data: no upgrade of a library may change the wire.</summary>
public sealed class The_contracts
{
    [Fact]
    public void Reference_nothing()
    {
        var project = XDocument.Parse(Repository.Read("contracts/src/Contracts.csproj"));

        Assert.DoesNotContain(project.Descendants(), e => e.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal));
        Assert.All(typeof(Money).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));
    }
}
