using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>
/// Discord's voice servers on loopback: the voice gateway, version 8, with and without TLS, the UDP relay, and the external sender of end-to-end encryption.
/// </summary>
public sealed class EmulatedVoice : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate;
    private readonly VoiceRelay _relay = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, VoiceTicket> _tickets = [];
    private readonly ConcurrentDictionary<ulong, VoiceChannel> _channels = [];
    private Task _relaying = Task.CompletedTask;
    private int _lastSsrc;

    private EmulatedVoice(WebApplication server, X509Certificate2 certificate) => (_server, _certificate) = (server, certificate);

    /// <summary>Address without TLS: <c>ws://127.0.0.1:port</c>.</summary>
    public string PlainEndpoint => Addresses("http").Replace("http://", "ws://", StringComparison.Ordinal);

    /// <summary>Host and port with TLS, as VOICE_SERVER_UPDATE names them.</summary>
    public string SecureEndpoint => Addresses("https").Replace("https://", "", StringComparison.Ordinal);

    /// <summary>The certificate that <see cref="SecureEndpoint"/> shows, in PEM, for clients to trust.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>How long a TLS handshake is held back before its first byte is read; for connections that come from now on.</summary>
    public TimeSpan HandshakeDelay { get; set; }

    /// <summary>Called when somebody begins or stops speaking, as far as they say so; never under a channel's lock.</summary>
    internal Action<VoiceTicket, bool>? SpeakingChanged { get; set; }

    /// <summary>Milliseconds between heartbeats; null is Discord's own figure. For tests.</summary>
    internal int? HeartbeatInterval { get; set; }

    /// <summary>Leaves heartbeats unanswered. For tests.</summary>
    internal bool IgnoresHeartbeats { get; set; }

    /// <summary>What clients said: user, opcode, data. For tests.</summary>
    internal ChannelReader<(ulong UserId, int Opcode, JsonElement? Data)> Said => _said.Reader;

    internal VoiceRelay Relay => _relay;

    internal int UdpPort => _relay.Port;

    private readonly Channel<(ulong, int, JsonElement?)> _said = Channel.CreateBounded<(ulong, int, JsonElement?)>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Starts to listen on free ports of loopback.</summary>
    public static async Task<EmulatedVoice> StartAsync(CancellationToken cancellationToken)
    {
        var certificate = MakeCertificate();
        EmulatedVoice? started = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "HydraBot.DiscordEmulator" });
        builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Use(next => async connection =>
                {
                    if (started is { HandshakeDelay: { Ticks: > 0 } delay })
                        await Task.Delay(delay, TimeProvider.System, connection.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    await next(connection);
                });
                listen.UseHttps(certificate);
            });
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var server = builder.Build();
        var voice = started = new EmulatedVoice(server, certificate);
        server.UseWebSockets();
        server.Run(voice.AcceptAsync);
        await server.StartAsync(cancellationToken);
        voice._relaying = voice._relay.RunAsync(voice._stop.Token);
        return voice;
    }

    /// <summary>Lets a user in to a channel; returns the token of VOICE_SERVER_UPDATE. An earlier one of the same user in the guild is void.</summary>
    public string Admit(ulong serverId, ulong channelId, ulong userId, string sessionId)
    {
        Expel(serverId, userId, closeCode: 4014);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _tickets[token] = new VoiceTicket(serverId, channelId, userId, sessionId, token);
        return token;
    }

    /// <summary>Ends a user's voice in a guild; their connection closes with this code.</summary>
    public void Expel(ulong serverId, ulong userId, int closeCode)
    {
        foreach (var ticket in _tickets.Values.Where(ticket => ticket.ServerId == serverId && ticket.UserId == userId).ToList())
        {
            _tickets.TryRemove(ticket.Token, out _);
            if (Find(ticket) is not var (channel, session))
                continue;
            session.Close(closeCode);
            Leave(channel, session);
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server.StopAsync();
        await _server.DisposeAsync();
        _relay.Dispose();
        await _relaying;
        foreach (var channel in _channels.Values)
            channel.Dispose();
        _certificate.Dispose();
        _stop.Dispose();
    }

    internal VoiceTicket? Ticket(string? token) => token is not null && _tickets.TryGetValue(token, out var ticket) ? ticket : null;

    internal VoiceChannel ChannelOf(ulong id) => _channels.GetOrAdd(id, created => new VoiceChannel(created));

    internal (VoiceChannel Channel, VoiceSession Session) Enter(VoiceTicket ticket)
    {
        var channel = ChannelOf(ticket.ChannelId);
        var session = new VoiceSession(ticket, (uint)Interlocked.Increment(ref _lastSsrc) + 1000);
        lock (channel.Gate)
            channel.Enter(session);
        _relay.Add(channel, session);
        return (channel, session);
    }

    internal (VoiceChannel Channel, VoiceSession Session)? Find(VoiceTicket ticket)
    {
        var channel = ChannelOf(ticket.ChannelId);
        lock (channel.Gate)
            return channel.Sessions.FirstOrDefault(session => session.Ticket == ticket) is { } session ? (channel, session) : null;
    }

    internal void Leave(VoiceChannel channel, VoiceSession session)
    {
        _relay.Remove(session);
        lock (channel.Gate)
            channel.Leave(session);
        NoteSpeaking(session, speaking: false);
    }

    /// <summary>Passes on who speaks, when it is news.</summary>
    internal void NoteSpeaking(VoiceSession session, bool speaking)
    {
        if (session.IsSpeaking == speaking)
            return;
        session.IsSpeaking = speaking;
        SpeakingChanged?.Invoke(session.Ticket, speaking);
    }

    internal void Note(ulong userId, int opcode, JsonElement? data = null) => _said.Writer.TryWrite((userId, opcode, data));

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=HydraBot voice emulator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        // Windows' TLS wants a key that has been through a file format.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private string Addresses(string scheme) => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
        .First(address => address.StartsWith($"{scheme}:", StringComparison.Ordinal));

    private async Task AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        if (context.Request.Query["v"] != "8")
        {
            await socket.CloseOutputAsync((System.Net.WebSockets.WebSocketCloseStatus)4012, null, context.RequestAborted);
            return;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        await new VoiceSocket(socket, this).RunAsync(either.Token);
    }
}
