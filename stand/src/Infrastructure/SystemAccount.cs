namespace Stand.Infrastructure;

/// <summary>
/// The account that a server runs as. PostgreSQL refuses to run as root and RabbitMQ should not, so a stand started by
/// root runs them as the accounts of their packages; anybody else runs them as themselves.
/// </summary>
public sealed record SystemAccount
{
    private readonly string? _name;

    private SystemAccount(string? name) => _name = name;

    /// <summary>Our own account.</summary>
    public static SystemAccount Own { get; } = new((string?)null);

    /// <summary>The named account when we are root, else our own.</summary>
    public static SystemAccount For(string name) => Environment.IsPrivilegedProcess ? new(name) : Own;

    /// <summary>What goes before a command so that it runs as this account.</summary>
    public IReadOnlyList<string> Prefix =>
        _name is null ? [] : ["setpriv", "--reuid", _name, "--regid", _name, "--init-groups"];

    /// <summary>Gives a directory and all that is in it to this account, and closes it to all others.</summary>
    public async Task TakeOver(string directory, CancellationToken ct)
    {
        if (_name is not null)
            await Tool.Run(["chown", "-R", $"{_name}:{_name}", directory], ct);
        await Tool.Run(["chmod", "-R", "go-rwx", directory], ct);
    }
}
