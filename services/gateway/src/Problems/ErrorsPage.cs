using System.Globalization;
using System.Text;
using Channels;
using Gateway.Refunds;

namespace Gateway.Problems;

/// <summary>
/// docs/errors.md, made from the catalogue; a test compares them. Refusals point at it (<c>type</c>, <c>doc_url</c>), so
/// the gateway serves it.
/// </summary>
public static class ErrorsPage
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/docs/errors";

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(Markdown());

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(Path, () => Results.Text(Text, "text/plain; charset=utf-8")).ExcludeFromDescription();

    public static string Markdown()
    {
        var page = new StringBuilder("""
            # Errors

            Generated from `services/gateway/src/Problems`; do not edit by hand. A refused request is answered with RFC 9457
            `application/problem+json`: `type`, `title` (Chinese when `Accept-Language` begins with `zh`), `status`, `detail`, `instance`, and
            `code`, `param`, `request_id`, `doc_url`, `retryable`, `errors`. Programs look at `code` only. A refused request has had no effect.
            Of several reasons the first in this list is given.

            | code | status | retryable | meaning | 含义 |
            |---|---|---|---|---|

            """);
        foreach (var kind in ProblemCatalogue.All)
            page.Append(CultureInfo.InvariantCulture,
                $"| <a id=\"{kind.Code}\"></a>`{kind.Code}` | {kind.Status} | {(kind.Retryable ? "yes" : "no")} | {kind.English} | {kind.Chinese} |\n");
        page.Append("""

            ## Members

            `request_invalid` lists every wrong member: `pointer` (RFC 6901, or `?name` for a query parameter) with one of these codes.

            | code | meaning | 含义 |
            |---|---|---|

            """);
        foreach (var (code, english, chinese) in FieldCodes.All)
            page.Append(CultureInfo.InvariantCulture, $"| `{code}` | {english} | {chinese} |\n");
        page.Append("""

            ## Refunds that failed, were rejected or returned

            A refund that was answered 202 may still fail; `error.code` of the refund says why. `retryable`: sending the same refund
            again, under its number, re-opens it.

            | code | retryable | meaning | 含义 |
            |---|---|---|---|

            """);
        foreach (var (code, retryable, english, chinese) in FailureCodes.All)
            page.Append(CultureInfo.InvariantCulture, $"| `{code}` | {(retryable ? "yes" : "no")} | {english} | {chinese} |\n");
        page.Append("""

            ## Between services

            What services answer to the platform's own services and to persons who signed in, as problems with `code`.
            refund-center answers a channel's notice that does not count in the channel's own form, with the code `FAIL` (BestPay:
            `FAILED`; Alipay: `fail`; UnionPay: plain words).

            | service | code | status | meaning |
            |---|---|---|---|

            """);
        foreach (var (service, code, status, english) in ServiceCodes.All)
            page.Append(CultureInfo.InvariantCulture, $"| {service} | `{code}` | {status} | {english} |\n");
        ResultFiles(page);
        return page.ToString();
    }

    private static void ResultFiles(StringBuilder page)
    {
        page.Append("""

            ## Mistakes in a result file

            `result_file_refused` lists every mistake of a bank's file: `row` (1-based, of the file), `line_no` (of our batch), `detail`, and one of these
            codes. One mistake, and nothing of the file counts.

            | code | meaning | 含义 |
            |---|---|---|

            """);
        foreach (var (code, english, chinese) in FileMistakes.All)
            page.Append(CultureInfo.InvariantCulture, $"| `{code}` | {english} | {chinese} |\n");
    }
}
