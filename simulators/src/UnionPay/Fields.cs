using System.Security.Cryptography;
using System.Text;

namespace Simulators.UnionPay;

/// <summary>The fields of a message.</summary>
internal sealed class Fields
{
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Empty when absent.</summary>
    public string this[string name]
    {
        get => values.GetValueOrDefault(name, "");
        set => values[name] = value;
    }

    public static Fields From(IFormCollection form)
    {
        var fields = new Fields();
        foreach (var (name, value) in form) fields[name] = value.ToString();
        return fields;
    }

    /// <summary>An answer: what the question was about, and the channel's code.</summary>
    public static Fields Answer(Fields request, string code, string words)
    {
        var answer = new Fields { ["respCode"] = code, ["respMsg"] = words };
        string[] repeated =
        [
            "version", "encoding", "bizType", "txnType", "txnSubType", "accessType", "merId", "orderId", "txnTime",
            "txnAmt", "currencyCode", "origQryId", "settleDate", "reqReserved",
        ];
        foreach (var name in repeated)
            if (request[name].Length > 0) answer[name] = request[name];
        return answer;
    }

    /// <summary>The text that is signed: everything but empty values and the signature.</summary>
    public byte[] Digest()
    {
        var text = string.Join('&', values.Where(x => x.Key != "signature" && x.Value.Length > 0)
            .Select(x => $"{x.Key}={x.Value}"));
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>As an answer is written: not URL-encoded.</summary>
    public byte[] ToText() => Encoding.UTF8.GetBytes(string.Join('&', values.Select(x => $"{x.Key}={x.Value}")));

    /// <summary>As a notice is posted.</summary>
    public FormUrlEncodedContent ToForm() => new(values);
}
