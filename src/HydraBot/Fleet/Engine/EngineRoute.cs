using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.NativeHttp;

namespace HydraBot.Fleet.Engine;

/// <summary>The way to an engine: a socket of this machine, a port, TLS, or a program at the other end of an SSH connection.</summary>
/// <param name="options">Where, and with which keys.</param>
/// <param name="ssh">The system's ssh program.</param>
internal sealed class EngineRoute(EngineOptions options, string ssh)
{
    /// <summary>A machine that is switched off does not say so.</summary>
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<string> Schemes { get; } = ["unix", "tcp", "http", "https", "npipe", "ssh"];

    public Uri Address => options.Uri;

    private bool SpeaksTls => Address.Scheme == "https" || (Address.Scheme == "tcp" && (options.CaFile ?? options.CertificateFile) is not null);

    /// <summary>Where HTTP is spoken; the name counts where it is in a certificate.</summary>
    private Uri Endpoint => Address.Scheme switch
    {
        "unix" or "ssh" => new Uri("http://engine/"),
        "tcp" => new Uri($"{(SpeaksTls ? "https" : "http")}://{Address.Authority}/"),
        _ => Address,
    };

    public static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme)
        && (address.Scheme != "ssh" || (address.Host.Length > 0 && !address.Host.StartsWith('-') && !address.UserInfo.StartsWith('-') && !address.UserInfo.Contains(':', StringComparison.Ordinal)));

    /// <summary>The engine's API as a library knows it.</summary>
    public DockerClient OpenClient()
    {
        // Each call has a limit of its own.
        var builder = new DockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan);
        if (SpeaksTls)
            builder = builder.WithAuthProvider(new EngineTrust(options));
        return Address.Scheme == "ssh" || SpeaksTls
            ? builder.WithEndpoint(Endpoint).WithTransportOptions(new NativeHttpTransportOptions { ConfigureHandler = Configure }).Build()
            : builder.WithEndpoint(Address).Build();
    }

    /// <summary>Plain HTTP, for what differs between engines' versions more than a library of one version can read.</summary>
    public HttpClient OpenHttp(TimeSpan patience)
    {
        var handler = new SocketsHttpHandler();
        Configure(handler);
        return new HttpClient(handler) { BaseAddress = Endpoint, Timeout = patience };
    }

    private void Configure(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = ConnectPatience;
        if (SpeaksTls)
            new EngineTrust(options).ConfigureHandler(handler);
        if (Address.Scheme == "ssh")
            handler.ConnectCallback = (_, _) => new ValueTask<Stream>(SshStream.Open(ssh, options));
        else if (Address.Scheme == "unix")
            handler.ConnectCallback = ConnectAsync;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Address.LocalPath), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
