using System.Collections.Frozen;

namespace HydraBot.Governance.Readers.Paths;

/// <summary>Files that hold secrets by custom, wherever they lie.</summary>
internal static class SecretFiles
{
    private static readonly FrozenSet<string> Names = new[]
    {
        ".netrc", "_netrc", ".pgpass", ".my.cnf", ".mylogin.cnf", ".git-credentials", ".htpasswd", ".npmrc", ".pypirc", ".vault-token", "id_rsa", "id_dsa",
        "id_ecdsa", "id_ed25519", "id_ed25519_sk", "identity", "shadow", "shadow-", "gshadow", "gshadow-",
        "service-account.json", "wallet.dat", "login.keychain", "environ", ".docker-secrets",
        "ssh_host_rsa_key", "ssh_host_ed25519_key", "ssh_host_ecdsa_key", "krb5.keytab", ".s3cfg", ".boto", "rclone.conf", "hosts.yml", "opasswd",
        "mem", "kcore", ".envrc", "credentials.tfrc.json", "credentials.db", "application_default_credentials.json", "accesstokens.json", "msal_token_cache.json", "logins.json", "key4.db", "login data", "chap-secrets",
        "pap-secrets", "wpa_supplicant.conf", "admin.conf", "k3s.yaml", "kubeconfig", ".dockercfg", ".dockerconfigjson", ".vault_pass", "terraform.tfstate", "wp-config.php", "gitlab-secrets.json", "config.v2.json",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a file is called that holds nothing else, and how such files end; code and documents about secrets end otherwise.</summary>
    private static readonly FrozenSet<string> Words = new[]
    {
        "secret", "secrets", "password", "passwords", "passphrase", "token", "api-key", "api-keys", "api_key", "api_keys", "apikey", "apikeys", "api-token", "api_token",
        "access-token", "access_token", "auth-token", "auth_token", "bot-token", "bot_token", "credentials", "vault_password", "vault-password",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Data = ["", ".txt", ".csv", ".ini", ".cfg", ".conf", ".properties", ".toml", ".yml", ".yaml", ".json", ".xml", ".enc"];
    private static readonly string[] Endings = [".pem", ".key", ".p12", ".pfx", ".kdbx", ".jks", ".keystore", ".ppk", ".agekey", ".gpg-key", ".secret", ".env", ".keyring", ".nmconnection", ".ovpn", ".p8"];
    private static readonly string[] Former = ["~", ".bak", ".old", ".orig", ".save", ".backup"];
    private static readonly string[] Harmless = [".example", ".sample", ".template", ".dist", ".pub", ".md"];

    /// <summary>True for what shells and clients keep of what was typed.</summary>
    public static bool IsHistory(string[] path) =>
        path is [.., var name] && ((name.StartsWith('.') && name.EndsWith("_history", StringComparison.Ordinal)) || name is ".histfile" or ".zhistory" or ".dbshell" or ".viminfo" or "fish_history" or "consolehost_history.txt");

    /// <summary>True for folders in which keys lie by custom.</summary>
    public static bool HoldKeys(string[] path) => path is [.., ".ssh" or ".gnupg" or ".aws" or ".kube" or ".password-store"];

    /// <summary>True for these and for folders that are called after secrets.</summary>
    public static bool Hold(string[] path) => HoldKeys(path) || (path is [.., var folder] && IsNamed(folder));

    private static bool IsNamed(string folder) => folder is "secrets" or ".secrets";

    public static bool Is(string[] path)
    {
        if (path.Length == 0)
            return false;
        var name = path[^1];
        if (Harmless.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)))
            return false;
        foreach (var ending in Former)
            name = name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
        if (Names.Contains(name))
            return name switch
            {
                "admin.conf" => path.Contains("kubernetes"),
                "environ" or "mem" or "kcore" => path is ["proc", ..],
                "identity" => path.Contains(".ssh"),
                "hosts.yml" => path.Contains("gh"),
                "shadow" or "shadow-" or "gshadow" or "gshadow-" => path is ["etc", ..],
                _ => true,
            };
        var stem = Path.GetFileNameWithoutExtension(name);
        return name.StartsWith(".env.", StringComparison.Ordinal)
            || Endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
            || path is ["run", "secrets", ..] or ["var", "run", "secrets", ..] or ["etc", "ssl", "private", ..] or ["etc", "wireguard", _, ..]
            || (Data.Contains(name[stem.Length..]) && (Words.Contains(stem) || path[..^1].Any(IsNamed)))
            || path.Contains(".gnupg") || path.Contains(".password-store")
            || (path is [.., ".ssh", _] && name is not ("config" or "known_hosts" or "authorized_keys"))
            || (name == "config.json" && path.Length > 1 && path[^2] == ".docker")
            || (name == "config" && path.Length > 1 && path[^2] == ".kube");
    }
}
