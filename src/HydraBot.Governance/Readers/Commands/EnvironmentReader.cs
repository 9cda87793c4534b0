using System.Collections.Frozen;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Variables that change what programs do.</summary>
internal static class EnvironmentReader
{
    private static readonly FrozenSet<string> Loading = new[]
    {
        "PATH", "BASH_ENV", "BASH_ALIASES", "BASH_CMDS", "ENV", "PROMPT_COMMAND", "PS4", "SHELLOPTS", "BASHOPTS", "PYTHONPATH", "PYTHONSTARTUP", "PERL5OPT", "PERL5LIB",
        "RUBYOPT", "NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "DOTNET_STARTUP_HOOKS", "IFS", "HOME", "CDPATH", "DYLD_INSERT_LIBRARIES", "GIT_DIR", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR",
        "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG", "GIT_WORK_TREE", "XDG_CONFIG_HOME", "TAR_OPTIONS", "RIPGREP_CONFIG_PATH", "LESS", "LESSKEYIN", "PSQLRC", "LUA_INIT", "PERL5DB", "PYTHONHOME", "RUBYLIB",
        "CLASSPATH", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "MAKEFLAGS", "RUSTC_WRAPPER", "ZDOTDIR", "GCONV_PATH", "GLIBC_TUNABLES", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "KUBECONFIG", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Running = new[]
    {
        "GIT_SSH_COMMAND", "GIT_SSH", "GIT_EDITOR", "GIT_PAGER", "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS", "SUDO_ASKPASS", "PAGER", "EDITOR", "VISUAL",
        "BROWSER", "LESSOPEN", "LESSCLOSE", "MANPAGER", "GIT_SEQUENCE_EDITOR", "SYSTEMD_PAGER", "SYSTEMD_EDITOR", "PSQL_PAGER", "PSQL_EDITOR", "RSYNC_RSH", "KUBECTL_EXTERNAL_DIFF", "KUBE_EDITOR", "FZF_DEFAULT_COMMAND",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static void Read(string name, string value, ShellReader shell, ShellScope scope)
    {
        if (Loading.Contains(name) || name.StartsWith("LD_", StringComparison.Ordinal))
            shell.Doubt($"{name} changes which programs run");
        else if (Running.Contains(name))
        {
            shell.Doubt($"{name} names a program that others start");
            Scripts.Certain(value, shell, scope);
        }
        else if (name.StartsWith("GIT_CONFIG_VALUE_", StringComparison.Ordinal) || name == "GIT_CONFIG_PARAMETERS")
        {
            shell.Doubt($"{name} changes how git behaves");
            if (scope.Variables.TryGetValue(name.Replace("VALUE", "KEY", StringComparison.Ordinal), out var key))
                Git.GitConfig.Judge(key, value, shell, scope);
        }

        // Git writes what it does into a file of this name.
        if (name.StartsWith("GIT_TRACE", StringComparison.Ordinal) && value.StartsWith('/'))
            shell.Paths.Judge(shell.Findings, value, Paths.PathUse.Write, scope.Directory);
        if (WeakensTls(name, value))
            shell.Findings.Add(FactNames.SecurityDisable, $"{name}={Mark.Show(value)} switches off the check of certificates");
        if (name is "PGPASSWORD" or "MYSQL_PWD" or "SSHPASS")
            shell.Doubt($"{name} holds a password");
        if (Owned(name))
            shell.Findings.Add(FactNames.LawStop, $"{name} changes a setting of HydraBot");
    }

    private static bool Owned(string name) =>
        name.StartsWith("Constitution__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Access__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Api__Keys", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Approvals__", StringComparison.OrdinalIgnoreCase);

    private static bool WeakensTls(string name, string value) => name switch
    {
        "NODE_TLS_REJECT_UNAUTHORIZED" or "PYTHONHTTPSVERIFY" or "GIT_SSL_VERIFY" => value is "0" or "false",
        "GIT_SSL_NO_VERIFY" or "CURL_INSECURE" or "WGET_NO_CHECK_CERTIFICATE" => value is not ("0" or "false" or ""),
        "SSL_NO_VERIFY" or "DOCKER_CONTENT_TRUST_DISABLE" => value is "1" or "true",
        _ => false,
    };
}
