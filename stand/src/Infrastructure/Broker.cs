namespace Stand.Infrastructure;

/// <summary>A RabbitMQ node, and what tests and tools do to it.</summary>
/// <param name="Server">The node's process.</param>
/// <param name="Login">How it is entered.</param>
public sealed record Broker(IServer Server, BrokerLogin Login)
{
    /// <summary>A queue with its messages (ready and unacknowledged) and consumers.</summary>
    public sealed record Queue(string Name, long Messages, int Consumers);

    /// <summary>
    /// The one virtual host that we were given on a broker that is not ours to change; null on others.
    /// </summary>
    public string? GivenVirtualHost { get; init; }

    /// <summary>The command that runs rabbitmqctl on the node; arguments follow it.</summary>
    public IReadOnlyList<string> ControlCommand => Server.ToolCommand("rabbitmqctl");

    /// <summary>Starts the node and waits until it takes connections.</summary>
    public Task StartAsync(CancellationToken ct = default) => Server.Start(ct);

    /// <summary>Stops the node in order.</summary>
    public Task StopAsync() => Server.Stop();

    /// <summary>Kills the node (SIGKILL).</summary>
    public Task Kill9() => Server.Kill9();

    /// <summary>Starts it again, after <see cref="StopAsync"/>, <see cref="Kill9"/>, or while it runs.</summary>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        await Server.Stop();
        await Server.Start(ct);
    }

    /// <summary>
    /// Stops the node's clock and hands: connections stay, nothing is answered, until <see cref="Thaw"/>.
    /// </summary>
    public Task Freeze() => Server.Send(Signal.Stop);

    /// <summary>Ends <see cref="Freeze"/>.</summary>
    public Task Thaw() => Server.Send(Signal.Continue);

    /// <summary>The address of a virtual host, with user and password.</summary>
    public Uri UriOf(string virtualHost) => Login.AddressOf(virtualHost);

    /// <summary>Makes a virtual host that our user may do everything in; nothing happens when it is there.</summary>
    public Task CreateVirtualHost(string name) => Evaluate(
        $"rabbit_vhost:add({Binary(name)}, {Binary(Login.User)}), "
        + $"rabbit_auth_backend_internal:set_permissions({Binary(Login.User)}, {Binary(name)}, "
        + $"<<\".*\">>, <<\".*\">>, <<\".*\">>, {Binary(Login.User)}).");

    /// <summary>
    /// Makes the node write down at once which quorum queues it has. By itself (RabbitMQ 3.10) it does so some seconds
    /// after a queue was declared, and a node that is killed before comes back with that queue empty and without a
    /// leader.
    /// </summary>
    public Task RememberQueues() => Evaluate("[dets:sync(Table) || Table <- dets:all()].");

    /// <summary>Removes a virtual host with its queues and exchanges.</summary>
    public Task DeleteVirtualHost(string name) => Control("delete_vhost", name);

    /// <summary>
    /// Throws away every message that is ready in any queue of a virtual host; returns how many they were.
    /// </summary>
    public async Task<long> PurgeAllQueues(string virtualHost) => long.Parse(
        await Evaluate(
            $"lists:sum([begin {{ok, N}} = rabbit_amqqueue:purge(Q), N end "
            + $"|| Q <- rabbit_amqqueue:list({Binary(virtualHost)})])."),
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// The queues of a virtual host, as they are now: quorum queues are asked themselves, because what list_queues says
    /// of them is up to five seconds old; one without a leader, after a restart, is waited for.
    /// </summary>
    public async Task<IReadOnlyList<Queue>> ListQueues(string virtualHost)
    {
        var answer = await Evaluate($$"""
            Total = fun Ask(Q, Left) ->
              case ra:leader_query(amqqueue:get_pid(Q), fun rabbit_fifo:query_messages_total/1) of
                {ok, {_, N}, _} -> N;
                _ when Left > 0 -> timer:sleep(100), Ask(Q, Left - 1) end end,
            Messages = fun(Q) -> case amqqueue:get_type(Q) of
              rabbit_quorum_queue -> Total(Q, 100);
              _ -> proplists:get_value(messages, rabbit_amqqueue:info(Q, [messages]), 0) end end,
            base64:encode(rabbit_json:encode([#{name => element(4, amqqueue:get_name(Q)),
              messages => Messages(Q), consumers => length(rabbit_amqqueue:consumers(Q))}
              || Q <- rabbit_amqqueue:list({{Binary(virtualHost)}})])).
            """);
        // The printed value is <<"…">>.
        return JsonSerializer.Deserialize<Queue[]>(Convert.FromBase64String(answer[3..^3]), JsonSerializerOptions.Web)!;
    }

    /// <summary>Runs rabbitmqctl and returns what it printed.</summary>
    public Task<string> Control(params IReadOnlyList<string> arguments) =>
        Tool.Run(Server.ToolCommand("rabbitmqctl", arguments));

    /// <summary>
    /// Evaluates an Erlang expression, with its full stop, in the node and returns its printed value.
    /// </summary>
    public async Task<string> Evaluate(string expression) => (await Control("eval", expression)).Trim();

    private static string Binary(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./".Contains(c))
        ? $"<<\"{text}\">>"
        : throw new ArgumentException($"'{text}' is not a plain name.");
}
