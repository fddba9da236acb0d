using System.Net;
using Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Simulators;
using Simulators.Clock;
using Simulators.Control;
using Simulators.Truth;

namespace Misfortunes.Tests;

/// <summary>
/// A channel's simulator and our adapter with nothing between them but HTTP, all of it in memory: what the one sends the
/// other's handler receives.
/// </summary>
internal sealed class ChannelWorld : IAsyncDisposable
{
    private readonly WebApplication simulator;
    private readonly ServiceProvider adapter;
    private readonly Cast cast;
    private readonly Lazy<IRefundChannel> channel;

    private ChannelWorld(Cast cast, WebApplication simulator, ServiceProvider adapter)
    {
        (this.cast, this.simulator, this.adapter) = (cast, simulator, adapter);
        channel = new(() => adapter.GetServices<IRefundChannel>().Single(x => x.Name == cast.Channel));
        Bills = adapter.GetServices<IBillSource>().SingleOrDefault(bills => bills.Name == cast.Channel);
        Clock = simulator.Services.GetRequiredService<VirtualClock>();
        Due = simulator.Services.GetRequiredService<DueWork>();
        Truth = simulator.Services.GetRequiredService<TruthLog>();
        Sim = simulator.Services.GetServices<ISimulatedChannel>().Single(channel => channel.Name == cast.Channel);
    }

    public IRefundChannel Channel => channel.Value;

    /// <summary>Of a bank that takes files only.</summary>
    public IRefundTemplate Template => adapter.GetServices<IRefundTemplate>().Single(x => x.Name == cast.Channel);

    public IBillSource? Bills { get; }
    public VirtualClock Clock { get; }
    public DueWork Due { get; }
    public TruthLog Truth { get; }
    public ISimulatedChannel Sim { get; }

    /// <summary>Who gets the channel's notices; false when nobody here knows the number.</summary>
    public Func<ChannelNotice, bool> Postman { get; set; } = _ => false;

    public static async Task<ChannelWorld> Start(Cast cast)
    {
        ChannelWorld? world = null;
        var mail = new Mailroom(() => world!);
        var simulator = SimulatorApp.Build(
            builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Services.AddSingleton(new NoticeLine(mail)).AddSingleton<IStartupFilter, RawTargets>();
            },
            ["--Logging:LogLevel:Default=None", .. cast.Simulator]);
        await simulator.StartAsync();
        var line = simulator.GetTestServer().CreateHandler();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddChannels(
            new ConfigurationBuilder().AddInMemoryCollection(cast.Adapter("http://channel")).Build());
        services.ConfigureAll<HttpClientFactoryOptions>(
            options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = line));
        return world = new ChannelWorld(cast, simulator, services.BuildServiceProvider());
    }

    /// <summary>The simulator's site, for what people do there.</summary>
    public HttpClient Site() => simulator.GetTestClient();

    /// <summary>Until the simulator has done all that is due.</summary>
    public async Task Settle()
    {
        while (!Due.IsIdle) await Task.Delay(1);
    }

    public async ValueTask DisposeAsync()
    {
        await adapter.DisposeAsync();
        await simulator.DisposeAsync();
    }

    /// <summary>Signatures cover the target as it was sent, which the server in memory does not tell.</summary>
    private sealed class RawTargets : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = http.Request.GetEncodedPathAndQuery();
                return rest(http);
            });
            next(app);
        };
    }

    /// <summary>Receives notices as our endpoint does: verified, and answered in the channel's own form.</summary>
    private sealed class Mailroom(Func<ChannelWorld> world) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (at, channel) = (world(), request.RequestUri!.Segments[^2].Trim('/'));
            var source = at.adapter.GetServices<INoticeSource>().Single(x => x.Name == channel);
            var headers = request.Headers.Concat(request.Content!.Headers)
                .ToDictionary(x => x.Key, x => string.Join(",", x.Value), StringComparer.OrdinalIgnoreCase);
            var read = await source.Read(
                at.cast.Merchant, name => headers.GetValueOrDefault(name),
                await request.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
            var reply = read switch
            {
                NoticeResult.Genuine { Notice: var notice } when at.Postman(notice) => source.Taken,
                NoticeResult.Genuine => source.NotTaken(NoticeRefusal.UnknownRefund),
                NoticeResult.Refused refused => source.NotTaken(refused.Why),
                _ => throw new InvalidOperationException("A notice is genuine or refused."),
            };
            return new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new StringContent(reply.Body) };
        }
    }
}
