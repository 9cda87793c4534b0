using System.Collections.Frozen;

namespace HydraBot.Governance.Readers.Paths;

/// <summary>Files that hold secrets by custom, wherever they lie.</summary>
internal static class SecretFiles
{
    private static readonly FrozenSet<string> Names = new[]
    {
        ".env", ".netrc", "_netrc", ".pgpass", ".my.cnf", ".mylogin.cnf", ".git-credentials", ".htpasswd", ".npmrc", ".pypirc", ".vault-token", "id_rsa", "id_dsa",
        "id_ecdsa", "id_ed25519", "id_ed25519_sk", "identity", "api-key", "shadow", "shadow-", "gshadow", "gshadow-", "master.key", "secrets.yml", "secrets.yaml",
        "secrets.json", "secret.key", "credentials.json", "service-account.json", "wallet.dat", "login.keychain", "environ", ".docker-secrets",
        "ssh_host_rsa_key", "ssh_host_ed25519_key", "ssh_host_ecdsa_key", "krb5.keytab", ".s3cfg", ".boto", "rclone.conf", "hosts.yml", "opasswd",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Endings = [".pem", ".key", ".p12", ".pfx", ".kdbx", ".jks", ".keystore", ".ppk", ".agekey", ".gpg-key", ".secret"];
    private static readonly string[] Harmless = [".example", ".sample", ".template", ".dist", ".pub", ".md"];

    public static bool Is(string[] path)
    {
        if (path.Length == 0)
            return false;
        var name = path[^1];
        if (Harmless.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)))
            return false;
        if (Names.Contains(name))
            return name switch
            {
                "environ" => path is ["proc", ..],
                "identity" => path.Contains(".ssh"),
                "hosts.yml" => path.Contains("gh"),
                "shadow" or "shadow-" or "gshadow" or "gshadow-" => path is ["etc", ..],
                _ => true,
            };
        return name.StartsWith(".env.", StringComparison.Ordinal)
            || Endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
            || path is ["run", "secrets", ..] or ["var", "run", "secrets", ..] or ["etc", "ssl", "private", ..]
            || path.Contains(".gnupg") || path.Contains(".password-store")
            || (name == "credentials" && path.Length > 1 && path[^2].StartsWith('.'))
            || (name == "config.json" && path.Length > 1 && path[^2] == ".docker")
            || (name == "config" && path.Length > 1 && path[^2] == ".kube");
    }
}
