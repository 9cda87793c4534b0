using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;

namespace HydraBot.Fleet.Engine;

/// <summary>Whom we believe to be an engine, and as whom we come: https://docs.docker.com/engine/security/protect-access/.</summary>
/// <param name="options">With the files.</param>
internal sealed class EngineTrust(EngineOptions options) : IAuthProvider
{
    /// <summary>Without it the library speaks plain HTTP, whatever the address says.</summary>
    public bool TlsEnabled => true;

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
            sockets.SslOptions = Read();
        return handler;
    }

    /// <summary>The server's name has to be in its certificate in any case.</summary>
    private SslClientAuthenticationOptions Read()
    {
        var trust = new SslClientAuthenticationOptions();
        if (options.CaFile is { } authority)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authority);
            trust.CertificateChainPolicy = policy;
        }

        if (options is { CertificateFile: { } certificate, KeyFile: { } key })
        {
            using var read = X509Certificate2.CreateFromPemFile(certificate, key);
            // Windows takes no key that lives in memory alone.
            trust.ClientCertificates = [X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null)];
        }

        return trust;
    }
}
