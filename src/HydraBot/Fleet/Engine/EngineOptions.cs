using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace HydraBot.Fleet.Engine;

/// <summary>Section <c>Fleet:Engines:NAME</c>: the engine of another host.</summary>
internal sealed partial class EngineOptions
{
    /// <summary><c>tcp://host:2376</c>, <c>ssh://user@host</c>, <c>unix:///path</c> and the like.</summary>
    public string? Address { get; set; }

    /// <summary>The certificate of whoever signed the engine's; with it TLS is spoken, and nobody else's signature counts.</summary>
    public string? CaFile { get; set; }

    /// <summary>Our certificate, which the engine asks for.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its key; over SSH the key to log in with.</summary>
    public string? KeyFile { get; set; }

    /// <summary>SSH: the hosts that are known, where that is not the user's own file.</summary>
    public string? KnownHostsFile { get; set; }

    public Uri Uri => new(Address!);

    public IEnumerable<ValidationResult> Problems(string key, string name)
    {
        if (!Name().IsMatch(name))
            yield return new ValidationResult($"{key}: '{name}' is no name for an engine; allowed are letters, digits, '.', '_' and '-', such as nas.");
        if (!EngineRoute.IsAddress(Address))
            yield return new ValidationResult($"{key}:Address is '{Address}'; allowed is an address such as tcp://host:2376, ssh://user@host or unix:///path, with {string.Join(", ", EngineRoute.Schemes)}.");
        else if (Files.Any() && Uri.Scheme is "unix" or "npipe" or "http")
            yield return new ValidationResult($"{key}: {Uri.Scheme} speaks no TLS; CaFile, CertificateFile and KeyFile are for tcp, https and ssh.");
        else if (Uri.Scheme != "ssh" && (CertificateFile is null) != (KeyFile is null))
            yield return new ValidationResult($"{key}: CertificateFile and KeyFile belong together.");
        foreach (var (setting, file) in new[] { (nameof(CaFile), CaFile), (nameof(CertificateFile), CertificateFile), (nameof(KeyFile), KeyFile), (nameof(KnownHostsFile), KnownHostsFile) })
        {
            if (file is not null && !File.Exists(file))
                yield return new ValidationResult($"{key}:{setting} is '{file}', and there is no such file.");
        }
    }

    private IEnumerable<string> Files => new[] { CaFile, CertificateFile, KeyFile }.OfType<string>();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z")]
    private static partial Regex Name();
}
