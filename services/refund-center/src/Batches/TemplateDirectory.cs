using Channels;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>The banks to which people carry refunds, by channel code.</summary>
public sealed class TemplateDirectory(IEnumerable<IRefundTemplate> templates)
{
    private readonly Dictionary<string, IRefundTemplate> byName =
        templates.ToDictionary(template => template.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => byName.Keys;

    /// <summary>Whether this process can refund by the method: what people carry needs a template.</summary>
    public bool Can(string channel, string method) => !Methods.IsByFile(method) || byName.ContainsKey(channel);

    public IRefundTemplate this[string channel] => byName[channel];
}
