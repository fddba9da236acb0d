using System.Net;
using System.Net.Http.Json;

namespace Stand.Day;

/// <summary>The merchant sites of banks and channels, as staff use them: what they upload, fetch and look up there.</summary>
public sealed class BankSite(Uri simulators) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = simulators, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Uploads a batch's workbook, with its hash.</summary>
    public async Task Upload(string merchant, byte[] workbook, string sha256)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bank-portal/{merchant}/batches") { Content = new ByteArrayContent(workbook) };
        request.Headers.Add("X-Content-SHA256", sha256);
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"The bank refused a workbook: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>The bank's result of a batch; null while it is not there.</summary>
    public async Task<byte[]?> Result(string merchant, string batchNo)
    {
        using var response = await http.GetAsync($"/bank-portal/{merchant}/batches/{batchNo}/result");
        return response.StatusCode is HttpStatusCode.NotFound ? null : await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>One refund as the bank's site shows it (S74); null while it shows none.</summary>
    public Task<JsonElement?> Refund(string merchant, string no) => Look($"/bank-portal/{merchant}/refunds/{no}");

    /// <summary>One refund as BestPay's back office shows it, at any time (S30).</summary>
    public Task<JsonElement?> BackOffice(string merchant, string no) => Look($"/sim/bestpay/refunds/{merchant}/{no}");

    public void Dispose() => http.Dispose();

    private async Task<JsonElement?> Look(string path)
    {
        using var response = await http.GetAsync(path);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : null;
    }
}
