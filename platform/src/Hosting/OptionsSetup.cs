using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Hosting;

/// <summary>Collects every mistake in the configuration, so that a start fails once, naming all of them.</summary>
public sealed class ConfigurationErrors
{
    private readonly List<string> errors = [];

    public IReadOnlyList<string> All => errors;

    public void Add(string error) => errors.Add(error);

    /// <exception cref="InvalidOperationException">There are any.</exception>
    public void ThrowIfAny()
    {
        if (errors.Count > 0)
            throw new InvalidOperationException("The configuration is wrong:" + string.Concat(errors.Select(e => "\n  - " + e)));
    }
}

public static class OptionsSetup
{
    /// <summary>
    /// Reads a section into an immutable record, registers it as a singleton, and notes every broken rule of its attributes
    /// (and of its <see cref="IValidatableObject"/>).
    /// </summary>
    public static TOptions AddOptions<TOptions>(this WebApplicationBuilder builder, string section) where TOptions : class, new()
    {
        var errors = builder.Services.Select(s => s.ImplementationInstance).OfType<ConfigurationErrors>().Single();
        var options = new TOptions();
        try
        {
            options = builder.Configuration.GetSection(section).Get<TOptions>(o => o.ErrorOnUnknownConfiguration = true) ?? options;
        }
        catch (InvalidOperationException e)
        {
            errors.Add($"{section}: {e.Message}");
        }
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results) errors.Add($"{section}:{string.Join(",", result.MemberNames)}: {result.ErrorMessage}");
        builder.Services.AddSingleton(options);
        return options;
    }
}
