using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Npgsql;

namespace HydraBot.Fleet.Services;

/// <summary>Looks at a service once, as whoever uses it would.</summary>
internal sealed class ServiceProbe(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>Follows where a page leads; the other one does not, where a status is expected.</summary>
    public const string Client = "services", Still = "services-still";

    private const int MostBody = 1 << 20, HttpsPort = 443;

    /// <summary>Never throws for what a service does: that is its answer.</summary>
    public async Task<ServiceReading> LookAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(service.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var seen = await AskAsync(service, either.Token);
            return seen with { Milliseconds = Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 2) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ServiceReading(false, service.Timeout.TotalMilliseconds, string.Create(CultureInfo.InvariantCulture, $"no answer in {service.Timeout.TotalSeconds:0.#} s"));
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException or NpgsqlException or PingException or System.Security.Authentication.AuthenticationException or InvalidDataException)
        {
            return new ServiceReading(false, Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 2), Reason(exception));
        }
    }

    private Task<ServiceReading> AskAsync(ServiceOptions service, CancellationToken cancellationToken) => service.Kind switch
    {
        ServiceKind.Http => HttpAsync(service, cancellationToken),
        ServiceKind.Tcp => TcpAsync(service, cancellationToken),
        ServiceKind.Dns => DnsAsync(service, cancellationToken),
        ServiceKind.Ping => PingAsync(service, cancellationToken),
        ServiceKind.Postgres => PostgresAsync(service, cancellationToken),
        _ => CertificateAsync(service, cancellationToken),
    };

    private async Task<ServiceReading> HttpAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(service.Status is null ? Client : Still);
        using var response = await http.GetAsync(new Uri(service.Target!), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        if (service.Status is { } wanted ? status != wanted : !response.IsSuccessStatusCode)
            return Down(string.Create(CultureInfo.InvariantCulture, $"it answers {status} {response.ReasonPhrase}{(service.Status is { } expected ? $", and not {expected}" : "")}"));
        if (service.Text is not { Length: > 0 } text)
            return new ServiceReading(true, 0);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBody];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read).Contains(text, StringComparison.Ordinal) ? new ServiceReading(true, 0) : Down($"its page does not hold '{text}'");
    }

    private static async Task<ServiceReading> TcpAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        var (host, port) = service.HostAndPort(0);
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancellationToken);
        return new ServiceReading(true, 0);
    }

    private static async Task<ServiceReading> DnsAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        var addresses = service.Server is { Length: > 0 } server
            ? await DnsQuestion.AskAsync(service.Target!, IPEndPoint.Parse(server) is { Port: 0 } bare ? new IPEndPoint(bare.Address, 53) : IPEndPoint.Parse(server), cancellationToken)
            : await Dns.GetHostAddressesAsync(service.Target!, cancellationToken);
        var said = string.Join(", ", addresses.Select(address => address.ToString()));
        return addresses.Length == 0 ? Down("the name has no address")
            : service.Text is { Length: > 0 } wanted && !addresses.Any(address => address.ToString() == wanted) ? Down($"the name leads to {said}, and not to {wanted}")
            : new ServiceReading(true, 0);
    }

    private static async Task<ServiceReading> PingAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        using var ping = new Ping();
        var reply = await ping.SendPingAsync(service.Target!, service.Timeout, cancellationToken: cancellationToken);
        return reply.Status == IPStatus.Success ? new ServiceReading(true, 0) : Down($"no echo: {reply.Status}");
    }

    private static async Task<ServiceReading> PostgresAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(service.Target) { Pooling = false, ApplicationName = "hydrabot-check" }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var question = new NpgsqlCommand("SELECT 1", connection);
        return await question.ExecuteScalarAsync(cancellationToken) is 1 ? new ServiceReading(true, 0) : Down("it does not know that one is one");
    }

    /// <summary>Whoever signed it: what one made oneself ends as well. The name must fit, and today must be one of its days.</summary>
    private async Task<ServiceReading> CertificateAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        var (host, port) = service.HostAndPort(HttpsPort);
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancellationToken);
        X509Certificate2? shown = null;
        var misnamed = false;
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                    {
                        shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
                        misnamed = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
                        return errors == SslPolicyErrors.None;
                    },
                },
                cancellationToken);
        }
        catch (System.Security.Authentication.AuthenticationException) when (shown is not null)
        {
            // Nobody here vouches for it, and nothing was sent: it was shown, and that is what is looked at.
        }

        using var held = shown;
        if (held is null)
            return Down("it shows no certificate");
        var (from, until, now) = (new DateTimeOffset(held.NotBefore), new DateTimeOffset(held.NotAfter), time.GetUtcNow());
        var trouble = until <= now ? $"its certificate ended on {until.UtcDateTime:yyyy-MM-dd}" : from > now ? $"its certificate begins on {from.UtcDateTime:yyyy-MM-dd} only" : misnamed ? $"its certificate is not for {host}" : null;
        return new ServiceReading(trouble is null, 0, trouble, until);
    }

    private static ServiceReading Down(string trouble) => new(false, 0, trouble);

    private static string Reason(Exception exception) => exception switch
    {
        PostgresException said => $"it says: {said.MessageText}",
        _ => (exception.GetBaseException() is SocketException socket ? socket.Message : exception.GetBaseException().Message).ReplaceLineEndings(" ").TrimEnd('.').ToLowerInvariant(),
    };
}
