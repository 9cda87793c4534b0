using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HydraBot.Testing.Docker;

/// <summary>Certificates for an engine at 127.0.0.1 and for whoever may ask it, signed by an authority of their own.</summary>
public sealed class EngineCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-tls-");

    /// <summary>Makes them.</summary>
    public EngineCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=engines", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        Sign(authority, "server", "1.3.6.1.5.5.7.3.1");
        Sign(authority, "client", "1.3.6.1.5.5.7.3.2");
    }

    /// <summary>The authority's certificate.</summary>
    public string Authority => Of("ca.pem");

    /// <summary>The client's certificate.</summary>
    public string Client => Of("client.pem");

    /// <summary>Its key.</summary>
    public string ClientKey => Of("client.key");

    /// <summary>For <c>dockerd</c>, so that it speaks TLS at a port and lets nobody else in.</summary>
    public IReadOnlyList<string> Arguments(int port) => ["--host", $"tcp://127.0.0.1:{port}", "--tlsverify", "--tlscacert", Authority, "--tlscert", Of("server.pem"), "--tlskey", Of("server.key")];

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    private string Of(string file) => Path.Combine(_folder.FullName, file);

    private void Sign(X509Certificate2 authority, string name, string use)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Of($"{name}.pem"), signed.ExportCertificatePem());
        File.WriteAllText(Of($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
