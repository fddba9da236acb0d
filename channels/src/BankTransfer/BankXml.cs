using System.Xml;
using System.Xml.Linq;

namespace Channels.BankTransfer;

/// <summary>
/// Reads documents from outside: no document type, no entities, nothing fetched, limits on size. A document that breaks
/// a rule is a <see cref="BankDocumentException"/>, whatever the rule.
/// </summary>
internal static class BankXml
{
    /// <summary>Larger answers are cut off by the HTTP client; a day of 30,000 entries fits.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private static readonly XmlReaderSettings Secure = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>
    /// Opens a document, checks that its root is <c>Document</c> of this namespace with one child of this name, and
    /// hands out that child's children one by one, so that a long statement is never in memory as a whole.
    /// </summary>
    public static IEnumerable<XElement> Parts(byte[] body, XNamespace ns, string message)
    {
        using var reader = XmlReader.Create(new MemoryStream(body, writable: false), Secure);
        Guard(() =>
        {
            reader.MoveToContent();
            if (!reader.IsStartElement("Document", ns.NamespaceName))
                throw new BankDocumentException($"not a document of {ns}");
            if (!reader.Read() || !reader.IsStartElement(message, ns.NamespaceName))
                throw new BankDocumentException($"no {message}");
        });
        foreach (var part in ChildrenOf(reader)) yield return part;
    }

    /// <summary>The whole message, for short ones.</summary>
    public static XElement Message(byte[] body, XNamespace ns, string message)
    {
        var root = new XElement(ns + message);
        foreach (var part in Parts(body, ns, message)) root.Add(part);
        return root;
    }

    public static string Required(this XElement parent, params ReadOnlySpan<string> path) =>
        parent.Optional(path) ?? throw new BankDocumentException($"no {string.Join('/', path.ToArray())}");

    /// <summary>
    /// The trimmed text of the first element on this path, or null when there is none or it is empty.
    /// </summary>
    public static string? Optional(this XElement parent, params ReadOnlySpan<string> path)
    {
        XElement? at = parent;
        foreach (var name in path) at = at?.Element(parent.Name.Namespace + name);
        return at?.Value.Trim() is { Length: > 0 } text ? text : null;
    }

    public static IEnumerable<XElement> All(this XElement parent, string name) =>
        parent.Elements(parent.Name.Namespace + name);

    private static IEnumerable<XElement> ChildrenOf(XmlReader reader)
    {
        var depth = reader.Depth;
        Guard(() => reader.Read());
        while (reader.Depth > depth)
        {
            XElement? child = null;
            Guard(() =>
            {
                if (reader.NodeType == XmlNodeType.Element) child = (XElement)XNode.ReadFrom(reader);
                else reader.Read();
            });
            if (child is not null) yield return child;
        }
        // To the very end: a document that breaks off after its last entry is no document.
        Guard(() => { while (reader.Read()) { } });
    }

    private static void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (XmlException e)
        {
            // Only the position: the text could be payee data.
            throw new BankDocumentException($"broken at line {e.LineNumber}, position {e.LinePosition}");
        }
    }
}

/// <summary>
/// A document of the bank's that cannot be relied on. Its message names elements and positions, never their contents.
/// </summary>
internal sealed class BankDocumentException(string message) : Exception(message);
