namespace Stand.Processes;

/// <summary>
/// What one service needs beyond database, broker and clock: addresses, secrets of the run.
/// </summary>
internal static class OwnSettings
{
    private const string InternalKey = "internal key of a run on this machine only";

    public static IEnumerable<KeyValuePair<string, string?>> Of(ServiceDefinition service, ServiceSettings.Surroundings run)
    {
        var simulators = run.Addresses[ServiceDefinition.Simulators.Name].AbsoluteUri.TrimEnd('/');
        if (service == ServiceDefinition.Simulators)
            return [new("Truth__File", Path.Combine(Path.GetDirectoryName(run.OffsetFile)!, "truth.jsonl"))];
        IEnumerable<KeyValuePair<string, string?>> own = service.Name switch
        {
            "gateway" =>
            [
                new("Gateway__AdminKey", ServiceSettings.AdminKey), new("Gateway__SecretKey", Secret(1)),
                new("Webhooks__AllowPrivateTargets", "true"),
                .. Forwards(run, "Accounting", "RefundCenter", "Payout", "Clearing", "Reconciliation"),
            ],
            "refund-center" => ChannelKeys.Of(simulators, run.Addresses.GetValueOrDefault("gateway")?.AbsoluteUri.TrimEnd('/')),
            "reconciliation" => ChannelKeys.Of(simulators, null),
            "payout" => Bank(simulators),
            _ => [],
        };
        return own.Append(new("Internal__Key", InternalKey));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Bank(string simulators) =>
    [
        new("BankTransfer__BaseUrl", simulators + "/bank"),
        new("BankTransfer__PrivateKey", ChannelKeys.Key("merchantPrivateKey")),
        new("BankTransfer__BankKey", ChannelKeys.Key("platformPublicKey")),
        new("BankTransfer__DebtorName", "客户备付金"),
        new("BankTransfer__DebtorAccount", "755900000000001"),
        new("BankTransfer__DebtorBankCode", "308584000013"),
        new("Vault__Keys__run", Secret(3)),
        new("Vault__CurrentKey", "run"),
    ];

    /// <summary>The services to which the gateway forwards, by their project.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Forwards(ServiceSettings.Surroundings run, params string[] projects) =>
        from project in projects
        let service = ServiceDefinition.Services.Single(s => s.Project == project)
        where run.Addresses.ContainsKey(service.Name)
        select new KeyValuePair<string, string?>($"Services__{project}", run.Addresses[service.Name].AbsoluteUri);

    private static string Secret(byte seed) => Convert.ToBase64String([.. Enumerable.Repeat(seed, 32)]);
}
