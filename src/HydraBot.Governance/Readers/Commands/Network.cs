using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Http;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that reach other machines.</summary>
internal static partial class Network
{
    // Stryker disable once string : without its own name each would be read as the longer one that begins with it, and that is treated alike.
    private static readonly string[] CurlBeginnings = ["--data", "--output", "--retry", "--trace"];

    /// <summary>Options of curl's that have a value.</summary>
    private static readonly string[] CurlValues =
    [
        .. CurlBeginnings,
        "-X", "--request", "-d", "--data-raw", "--data-binary", "--data-urlencode", "--data-ascii", "--json", "-F", "--form", "--form-string", "-H", "--header", "-o",
        "-u", "--user", "-A", "--user-agent", "-e", "--referer", "-b", "--cookie", "-c", "--cookie-jar", "-T", "--upload-file", "-K", "--config", "-m", "--max-time", "--connect-timeout",
        "-x", "--proxy", "--cacert", "--cert", "-E", "--key", "--resolve", "--connect-to", "--unix-socket", "--retry-delay", "-w", "--write-out", "-r", "--range", "-z", "-y", "-Y", "--limit-rate",
        "-D", "--dump-header", "--url", "--interface", "-Q", "--quote", "--output-dir", "--oauth2-bearer", "--abstract-unix-socket", "-C", "--trace-ascii", "--stderr",
        "--url-query", "--variable", "--proxy-header",
    ];

    /// <summary>Options of wget's with a value that is sent, or says what is reached and written; they may be shortened.</summary>
    private static readonly string[] WgetValues =
    [
        "--post-data", "--body-data", "--post-file", "--body-file", "--input-file", "--execute", "--output-document", "--output-file", "--append-output", "--directory-prefix", "--save-cookies", "--method",
        "--use-askpass",
    ];

    /// <summary>The letters among them: what stands behind one in the same word is its value.</summary>
    private const string CurlLetters = "XdFHouAebcTKmxEwrzyYDQC";

    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Curl, "curl curlie"), .. CommandTable.For(Wget, "wget wget2 aria2c axel lynx links w3m"), .. CommandTable.For(Httpie, "http https xh httpie"),
        .. CommandTable.For(Socket, "nc ncat netcat socat telnet openssl"), .. CommandTable.For(Remote, "ssh mosh autossh sshpass rsh plink"), .. CommandTable.For(Copies, "scp sftp ftp lftp rclone s3cmd"),
        .. CommandTable.For(Send, "mail mailx sendmail mutt swaks ngrok cloudflared tailscale nmap masscan whois ssh-copy-id aws gcloud az doctl hcloud terraform ansible ansible-playbook pulumi vault op bw"),
        .. CommandTable.For(Keys, "ssh-keygen ssh-add gpg gpg2 age pass security secret-tool keyctl"),
    ];

    public static bool IsRemote(string path) => RemotePath().IsMatch(path);

    public static void Transfer(IReadOnlyList<string> paths, ShellReader shell, ShellScope scope)
    {
        shell.Findings.Add(FactNames.NetworkUse, $"copies between machines: {Mark.Show(string.Join(' ', paths))}");
        foreach (var path in paths.SkipLast(1).Where(path => !IsRemote(path)))
            Sends(path, shell, scope);
        if (paths.Count > 0 && !IsRemote(paths[^1]))
            shell.Paths.Judge(shell.Findings, paths[^1], PathUse.Overwrite, scope.Directory);
    }

    /// <summary>Text that goes to another machine.</summary>
    private static void Leaves(string? text, ShellReader shell)
    {
        if (text is not null && (Mark.IsConfidential(text) || shell.Context.HoldsSecret(text)))
            shell.Findings.Add(FactNames.SecretSend, "sends something that is a secret, looks like one, or may hold some");
    }

    private static void Sends(string file, ShellReader shell, ShellScope scope)
    {
        if (scope.TryFile(file, out var written))
            Leaves(written, shell);
        var found = new Findings();
        shell.Paths.Judge(found, file, PathUse.Read, scope.Directory);
        foreach (var fact in found.Facts)
            shell.Findings.Add(fact.Name == FactNames.SecretRead ? FactNames.SecretSend : fact.Name, $"sends a file: {fact.Detail}");
        if (shell.Paths.HoldsSecrets(file, scope.Directory))
            shell.Findings.Add(FactNames.SecretSend, $"sends {Mark.Show(file)}, in which secrets lie");
        if (shell.Paths.IsBelow(file, scope.Directory, [.. shell.Places.Data, .. shell.Places.Audit, .. shell.Places.Backups]))
            shell.Findings.Add(FactNames.SecretSend, $"sends {Mark.Show(file)}, which is kept in a protected place");
    }

    private static void Curl(Invocation call, ShellReader shell, ShellScope scope)
    {
        // What is an option as it stands is not the beginning of another.
        call = Options.WrittenOut(call, [.. CurlValues, "--head"]);
        var data = Values(call, "-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--data-ascii", "--json", "-F", "--form", "-T", "--upload-file").ToArray();
        var method = call.ValueOf("-X", "--request") ?? (call.HasShort('I', CurlLetters) || call.Has("--head") ? "HEAD" : data.Length > 0 && !call.HasShort('G', CurlLetters) ? "POST" : "GET");
        var urls = call.Plain(CurlValues).Concat(Values(call, "--url")).ToArray();
        foreach (var url in urls)
            HttpTarget.Judge(url, method, shell, string.Join('&', data));
        if (urls.Length == 0 && !call.Has("--version", "--help", "-V"))
            shell.Doubt("reaches an address that is not seen");
        foreach (var part in data.Concat(Values(call, "--url-query", "--variable")))
            Data(part, call, shell, scope);
        foreach (var header in Values(call, "-H", "--header", "--proxy-header", "-b", "--cookie", "-u", "--user"))
        {
            if (header.StartsWith('@'))
                Sends(header[1..], shell, scope);
        }

        // A file of cookies, and texts that are printed or taken for settings.
        foreach (var file in Values(call, "-b", "--cookie").Where(cookie => !cookie.Contains('=', StringComparison.Ordinal)))
            Sends(file, shell, scope);
        foreach (var file in Values(call, "-w", "--write-out", "-K", "--config"))
            PlainReading.Content(file.TrimStart('@'), shell, scope);
        // With these it fills in what it has of its environment and of files.
        if (Values(call, "--variable").FirstOrDefault(variable => variable.StartsWith('%')) is { } taken)
            shell.Findings.Add(ShellParameters.SecretName().IsMatch(taken[1..]) ? FactNames.SecretSend : FactNames.Unclear, $"sends what the environment holds: {taken[1..]}");

        foreach (var output in Values(call, "-o", "--output", "--output-dir", "-D", "--dump-header", "-c", "--cookie-jar", "--trace", "--trace-ascii", "--stderr", "--etag-save", "--hsts", "--alt-svc", "--libcurl"))
            Saved(output, shell, scope);

        if (call.HasShort('O', CurlLetters) || call.Has("--remote-name"))
            Saved(urls.FirstOrDefault() is { } url ? url[(url.LastIndexOf('/') + 1)..].Split('?')[0] : Mark.Anything, shell, scope);
        if (call.ValueOf("--unix-socket", "--abstract-unix-socket") is { } socket)
            shell.Findings.Add(socket.Contains("docker", StringComparison.Ordinal) ? FactNames.ContainerEscape : FactNames.NetworkUse, $"speaks to the socket {Mark.Show(socket)}");
        if (call.HasShort('k', CurlLetters) || call.Has("--insecure"))
            shell.Doubt("does not check the other side's certificate");
        if (call.ValueOf("-K", "--config") is not null || call.HasShort('n', CurlLetters) || call.Has("--netrc", "--netrc-file", "--resolve", "--connect-to", "-x", "--proxy", "--proxy-user"))
            shell.Doubt("takes settings or a way that are not seen");
    }

    private static IEnumerable<string> Values(Invocation call, params string[] options)
    {
        for (var at = 0; at < call.Arguments.Count; at++)
        {
            var argument = call.Arguments[at];
            if (options.Contains(argument) && at + 1 < call.Arguments.Count)
                yield return call.Arguments[at + 1];
            else if (argument.StartsWith("--", StringComparison.Ordinal) && argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && options.Contains(argument[..equals]))
                yield return argument[(equals + 1)..];
            else if (argument.Length > 2 && argument[0] == '-' && argument[1] != '-' && options.Contains(argument[..2]))
                yield return argument[2..];
        }
    }

    private static void Data(string part, Invocation call, ShellReader shell, ShellScope scope)
    {
        Leaves(part, shell);
        var at = part.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0 && (at == 0 || part[at - 1] == '=' || !part[..at].Contains('=', StringComparison.Ordinal)) || part.Contains("=<", StringComparison.Ordinal))
        {
            var file = part[(Math.Max(at, part.IndexOf('<', StringComparison.Ordinal)) + 1)..].Split(';')[0];
            if (file is "-" or "/dev/stdin")
                Leaves(call.Input, shell);
            else
                Sends(file, shell, scope);
        }
        else if (part is not ("-" or ".") && Values(call, "-T", "--upload-file").Contains(part))
        {
            // curl has patterns of its own.
            foreach (var file in BraceExpansion.Of(part))
                Sends(Ranges().Replace(file, Mark.Star.ToString()), shell, scope);
        }

        if (part is "-" or ".")
            Leaves(call.Input, shell);
        if ((part is "@-" or "-" or ".") && shell.Findings.Has(FactNames.SecretRead))
            shell.Findings.Add(FactNames.SecretSend, "sends what was read of a secret");
    }

    private static void Saved(string file, ShellReader shell, ShellScope scope)
    {
        if (file is "-")
            return;
        shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
        scope.Store(file, Mark.Anything);
    }

    private static void Wget(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name is "wget" or "wget2")
            call = Options.WrittenOut(call, [.. WgetValues, "--no-check-certificate"]);
        var sends = Values(call, "--post-data", "--body-data").ToArray();
        var files = Values(call, "--post-file", "--body-file").ToArray();
        foreach (var url in call.Plain(["-O", "-o", "-P", "-a", "-i", "-T", "-t", "--header", "-U", "-e", .. WgetValues, .. call.Name == "aria2c" ? ["-d"] : Array.Empty<string>()]))
        {
            HttpTarget.Judge(url, call.ValueOf("--method") ?? (sends.Length + files.Length > 0 ? "POST" : "GET"), shell, string.Join('&', sends));
            // Browsers show files as well.
            if (call.Name is "lynx" or "links" or "w3m" && !url.Contains("://", StringComparison.Ordinal))
                PlainReading.Content(url, shell, scope);
        }

        foreach (var part in sends)
            Data(part, call, shell, scope);
        foreach (var file in files)
        {
            if (file is "-" or "/dev/stdin")
                Leaves(call.Input, shell);
            Sends(file, shell, scope);
        }

        // What stands in such a file is asked for at other machines, line by line; and any option may be given as a setting.
        foreach (var file in Values(call, "-i", "--input-file").Concat(Values(call, "-e", "--execute").Where(setting => setting.Contains("file", StringComparison.OrdinalIgnoreCase)).Select(setting => setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())))
            Sends(file, shell, scope);
        foreach (var log in call.Name is "wget" or "wget2" ? Values(call, "-o", "--output-file", "-a", "--append-output", "--save-cookies") : [])
            shell.Paths.Judge(shell.Findings, log, PathUse.Overwrite, scope.Directory);
        foreach (var place in call.Name is "aria2c" or "axel" ? Values(call, "-o", "--out", "--output", "-d", "--dir", "-l", "--log") : [])
            shell.Paths.Judge(shell.Findings, place, PathUse.Overwrite, scope.Directory);
        var output = call.ValueOf("-O", "--output-document");
        if (output is null && !call.Has("--spider") && call.Name is "wget" or "wget2" or "aria2c" or "axel")
        {
            var url = call.Plain("-P", "-o").FirstOrDefault(argument => argument.Contains('/', StringComparison.Ordinal)) ?? "";
            Saved($"{call.ValueOf("-P", "--directory-prefix") ?? "."}/{url[(url.LastIndexOf('/') + 1)..].Split('?')[0]}", shell, scope);
        }
        else if (output is not null && !output.StartsWith("- ", StringComparison.Ordinal))
        {
            Saved(output, shell, scope);
        }

        if (call.ValueOf("-e", "--execute", "--use-askpass", "-i", "--input-file") is not null || call.Has("--no-check-certificate"))
            shell.Doubt("takes settings that are not seen, or does not check the other side's certificate");
    }

    private static void Httpie(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = call.Plain("-a", "--auth", "-o", "--output", "--session", "-A").ToArray();
        var hasMethod = words.Length > 1 && words[0].All(char.IsAsciiLetterUpper);
        var rest = words.Skip(hasMethod ? 2 : 1).ToArray();
        HttpTarget.Judge(words.ElementAtOrDefault(hasMethod ? 1 : 0) ?? Mark.Anything, hasMethod ? words[0] : rest.Any(word => word.Contains('=') && !word.Contains("==", StringComparison.Ordinal)) ? "POST" : "GET", shell);
        foreach (var output in Values(call, "-o", "--output"))
            Saved(output, shell, scope);
        Leaves(call.Input, shell);
        foreach (var part in rest)
            Data(part, call, shell, scope);
    }

    private static void Socket(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "openssl" && call.First is not ("s_client" or "s_server"))
        {
            Crypt(call, shell, scope);
            return;
        }

        shell.Findings.Add(FactNames.NetworkUse, $"opens a connection: {call.Line}");
        if ((call.Name != "openssl" && (call.HasShort('e') || call.HasShort('c'))) || call.Arguments.Any(argument => argument.StartsWith("exec:", StringComparison.OrdinalIgnoreCase) || argument.StartsWith("system:", StringComparison.OrdinalIgnoreCase)) || call.Has("--exec", "--sh-exec"))
            shell.Findings.Add(FactNames.CodeRemote, $"gives another machine a shell: {call.Line}");
        // Any of its words may name the machine.
        foreach (var part in call.Plain().SelectMany(word => word.Split(':', ',')))
            HttpTarget.Judge(part, "GET", shell);
        foreach (var file in call.Name == "socat" ? call.Plain().Select(word => OpenedFile().Match(word)).Where(match => match.Success).Select(match => match.Groups[1].Value) : [])
        {
            Sends(file, shell, scope);
            shell.Paths.Judge(shell.Findings, file, PathUse.Write, scope.Directory);
        }

        Leaves(call.Input, shell);
    }

    private static void Crypt(Invocation call, ShellReader shell, ShellScope scope)
    {
        // Of what is not a certificate these two say nothing, and a certificate is no secret, whatever its file is called.
        string[] read = call.First is "x509" or "crl" ? ["-inkey", "-key"] : ["-in", "-inkey", "-key"];
        foreach (var file in Values(call, read))
            shell.Paths.Judge(shell.Findings, file, PathUse.Read, scope.Directory);
        foreach (var file in Values(call, "-out", "-keyout", "-writerand", "-CAserial"))
            shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
        if (call.Arguments is ["base64" or "enc", ..] && call.HasShort('d') && call.Input is { } input && !Mark.IsOpen(input) && call.Arguments.Any(argument => argument.Contains("base64", StringComparison.Ordinal) || argument == "-a"))
            call.Output = Encodings.Base64(input) ?? Mark.Anything;
        else if (call.Has("-engine", "-provider", "-provider-path", "-config", "-genconf"))
            shell.Doubt($"runs what is not seen: {call.Line}");
        else if (call.First is not ("x509" or "version" or "dgst" or "verify" or "rand" or "ciphers" or "asn1parse" or "crl" or "list"))
            shell.Doubt($"works with keys: {call.Line}");
    }

    private static void Remote(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "sshpass")
        {
            call.Output = shell.Invoke([.. call.Arguments.SkipWhile(argument => argument.StartsWith('-')).SkipWhile(argument => !CommandTable.Knows(argument))], scope, call.Input);
            shell.Doubt("hands over a password");
            return;
        }

        string[] withValue = ["-i", "-p", "-o", "-l", "-F", "-J", "-L", "-R", "-D", "-b", "-c", "-e", "-m", "-O", "-Q", "-S", "-W", "-w", "-E", "-I", "-B", "-sshlog"];
        Settings(call, shell, scope);

        // mosh is told how to start ssh.
        foreach (var program in Values(call, "--ssh", "--client"))
            Scripts.Certain(program, shell, scope);
        shell.Findings.Add(FactNames.NetworkUse, $"works on another machine: {call.Line}");
        Leaves(call.Input, shell);
        foreach (var argument in call.Arguments)
            Leaves(argument, shell);
        // Options may stand behind the machine's name as well.
        string[] behind = [.. call.Arguments.Skip(Wrappers.SkipOptions(call.Arguments, withValue) + 1)];
        var words = behind[Math.Min(behind.Length, Wrappers.SkipOptions(behind, withValue))..];
        foreach (var log in Wrappers.Behind([.. call.Arguments.Take(call.Arguments.Count - words.Length)], 'E', null))
            shell.Paths.Judge(shell.Findings, log, PathUse.Write, scope.Directory);
        var there = scope.WithoutFunctions();
        there.Directory = null;
        if (words.Length > 0)
            call.Output = shell.Read(string.Join(' ', words), there, call.Input);
        else if (call.Input is { } input)
            shell.Read(input, there);
    }

    /// <summary>Settings of ssh and its kin that start a program of this machine.</summary>
    private static void Settings(Invocation call, ShellReader shell, ShellScope scope)
    {
        var apart = call.Apart(call.Name is "scp" or "sftp" ? "BbcDFiJlOoPRSX" : "BbcDEeFIiJLlmOopQRSWw", "");
        foreach (var option in Values(apart, "-o").Where(option => Starting().IsMatch(option)))
        {
            shell.Doubt($"{call.Name} {Mark.Show(option)} starts a program");
            if (option.IndexOfAny(['=', ' ']) is > 0 and var at)
                Scripts.Certain(option[(at + 1)..], shell, scope);
        }

        // What ssh is a path for its connections to is a program for those who copy.
        foreach (var program in call.Name is "scp" or "sftp" ? Values(apart, "-S", "-D") : [])
        {
            shell.Doubt($"{call.Name} starts {Mark.Show(program)}");
            Scripts.Certain(program, shell, scope);
        }

        if (apart.ValueOf("-F") is not (null or "none" or "/dev/null"))
            shell.Doubt($"{call.Name} takes settings that are not seen");
    }

    private static void Copies(Invocation call, ShellReader shell, ShellScope scope)
    {
        string[] withValue = call.Name switch
        {
            "scp" => ["-i", "-P", "-o", "-F", "-c", "-D", "-l", "-S", "-J", "-X"],
            "sftp" => ["-i", "-P", "-o", "-F", "-c", "-D", "-l", "-S", "-J", "-X", "-b", "-B", "-R", "-s"],
            "s3cmd" => ["-c"],
            "lftp" => ["-c", "-e", "-u", "-p", "-f"],
            _ => ["--config"],
        };
        if (call.Name is "scp" or "sftp")
            Settings(call, shell, scope);
        var words = call.Plain(withValue).ToArray();
        if (call.Name is "rclone" && words.FirstOrDefault() is "sync" or "deletefile" or "cleanup" or "rmdir" or "rmdirs" || call.Name is "rclone" && call.Arguments.Any(argument => argument is "purge" or "delete") || call.Name == "s3cmd" && words.FirstOrDefault() is "rb" or "del" or "rm")
            shell.Findings.Add(FactNames.ContainerDelete, $"deletes in a store elsewhere: {call.Line}");
        if (call.Name is "rclone" && words.FirstOrDefault() is "ls" or "lsd" or "lsl" or "size" or "about" or "version" or "listremotes")
        {
            shell.Findings.Add(FactNames.NetworkUse, call.Line);
            return;
        }

        Leaves(call.Input, shell);
        Transfer(call.Name is "scp" ? words : [.. words.Skip(1)], shell, scope);
        string[] scripts = [.. (call.Name == "lftp" ? Values(call, "-f") : call.Name == "sftp" ? Values(call, "-b") : []).Where(file => file != "-")];
        if (scripts.Any(file => !scope.TryFile(file, out _)))
            shell.Doubt($"{call.Name} is told what is not seen");
        string[] told = [.. scripts.Select(file => scope.TryFile(file, out var text) ? text : null).OfType<string>().Concat(call.Name == "lftp" ? Values(call, "-e", "-c") : []), .. call.Name is "lftp" or "sftp" or "ftp" && call.Input is { } input ? [input] : Array.Empty<string>()];
        foreach (var commands in told)
        {
            // Behind an exclamation mark stands what this machine does.
            Scripts.Certain(call.Name == "lftp" ? commands : string.Join('\n', commands.Split('\n').Where(line => line.TrimStart().StartsWith('!')).Select(line => line.TrimStart(' ', '!'))), shell, scope);
            foreach (Match file in Puts().Matches(commands))
                Sends(file.Groups[1].Value, shell, scope);
        }
    }

    private static void Send(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = string.Join(' ', call.Arguments);
        if (call.Name is not ("mail" or "mailx" or "sendmail" or "mutt" or "swaks" or "whois") && Deleting().IsMatch(words))
            shell.Findings.Add(FactNames.ContainerDelete, $"deletes stored things elsewhere: {call.Line}");
        if (call.Name is "vault" or "op" or "bw" || words.Contains("secretsmanager get", StringComparison.Ordinal) || words.Contains("secrets versions access", StringComparison.Ordinal))
            shell.Findings.Add(FactNames.SecretRead, $"reads from a store of secrets: {call.Line}");
        shell.Findings.Add(FactNames.NetworkUse, $"reaches another machine: {call.Line}");
        Leaves(call.Input, shell);
        foreach (var argument in call.Arguments)
            Leaves(argument, shell);
        foreach (var argument in call.Arguments.Select(argument => Named().Replace(argument, "")).Where(argument => argument.AsSpan().ContainsAny("/.") && !argument.Contains("://", StringComparison.Ordinal)))
            Sends(argument, shell, scope);
        if (call.Name == "ansible" && call.ValueOf("-a") is { } command)
            Scripts.Certain(command, shell, scope);
    }

    private static void Keys(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Has("--decrypt") || call.Name is "gpg" or "gpg2" or "age" && call.HasShort('d', "ruoNi") || call.Arguments.Any(argument => argument.StartsWith("--export-s", StringComparison.Ordinal) || argument.StartsWith("--decrypt-f", StringComparison.Ordinal)) || call.Name is "pass" or "security" or "secret-tool" or "keyctl" && call.First is not ("ls" or "list"))
            shell.Findings.Add(FactNames.SecretRead, $"reads a secret: {call.Line}");
        else if (!call.Has("-l", "-L", "--list-keys", "-k", "--verify", "--fingerprint", "--version", "-lf"))
            shell.Doubt($"works with keys: {call.Line}");
        foreach (var file in Values(call, "-f", "--output", "-o"))
            shell.Paths.Judge(shell.Findings, file, call.Has("-l") ? PathUse.Read : PathUse.Write, scope.Directory);
    }

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    /// <summary>What socat opens.</summary>
    [GeneratedRegex("^(?:(?:file|open|gopen|create|creat):|(?=[^:,]*/))([^,]+)", RegexOptions.IgnoreCase)]
    private static partial Regex OpenedFile();

    /// <summary>Settings of ssh that name a program or a library of this machine, or a file with more of them.</summary>
    [GeneratedRegex("Command|Provider|Include|XAuthLocation", RegexOptions.IgnoreCase)]
    private static partial Regex Starting();

    /// <summary>What stands before a file's name in the same word.</summary>
    [GeneratedRegex("^(?:--[a-z-]+=|-[a-zA-Z]|[A-Za-z]+=@?)?(?:fileb?://|@)?")]
    private static partial Regex Named();

    /// <summary>What those are told to send who are told by text: <c>put</c> and its kin.</summary>
    [GeneratedRegex(@"(?<![\w/.-])(?:m?put|reput|mirror\s+(?:-R|--reverse))\s+(?:-\S+\s+)*[""']?([^\s;""']+)")]
    private static partial Regex Puts();

    [GeneratedRegex(@"^(?:[\w.-]+@)?[\w.-]+:(?!//)|^rsync://|^sftp://|^[\w.-]+::")]
    private static partial Regex RemotePath();

    [GeneratedRegex(@"\b(s3\s+(?:-\S+\s+(?:(?!rm|rb)\w\S*\s+)?)*(rm|rb)\b|s3api\s+delete|delete-|terminate-|destroy|rds\s+delete|\bdelete\b|purge)")]
    private static partial Regex Deleting();
}
