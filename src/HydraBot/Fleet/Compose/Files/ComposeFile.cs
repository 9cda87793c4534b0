using System.Security.Cryptography;
using System.Text;
using HydraBot.Fleet.Compose.Yaml;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>A compose file as it lies on the disk.</summary>
/// <param name="Path">Where HydraBot reaches it.</param>
/// <param name="HostPath">Where its host has it: what people know it by.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Text">The same as text, without a byte order mark.</param>
internal sealed record ComposeFile(string Path, string HostPath, byte[] Bytes, string Text)
{
    private const int LargestBytes = 2 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What it holds; null where it is no sound mapping.</summary>
    public YamlMap? Root { get; private init; }

    /// <summary>Why it cannot be read.</summary>
    public YamlFault? Fault { get; private init; }

    /// <summary>SHA-256 of its bytes, in hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    private bool HasMark => Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);

    /// <exception cref="OperationException">It is not there, not to be read, or no text.</exception>
    public static async Task<ComposeFile> ReadAsync(string path, string hostPath, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestBytes })
                throw new OperationException($"{hostPath} is larger than 2 MiB: no compose file is.");
            return Of(path, hostPath, await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            var mapped = path == hostPath ? "" : $" (as {path})";
            throw new OperationException(
                $"The compose file {hostPath} is not there{mapped}. If HydraBot runs in a container or its engine elsewhere, mount the folder and name it in Fleet:Compose:Paths.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OperationException($"The compose file {hostPath} cannot be read: {failure.Message}", failure);
        }
    }

    /// <exception cref="OperationException">It is not UTF-8.</exception>
    public static ComposeFile Of(string path, string hostPath, byte[] bytes)
    {
        string text;
        try
        {
            var mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            text = Strict.GetString(bytes, mark, bytes.Length - mark);
        }
        catch (DecoderFallbackException failure)
        {
            throw new OperationException($"The compose file {hostPath} is not UTF-8 text.", failure);
        }

        var file = new ComposeFile(path, hostPath, bytes, text);
        try
        {
            return YamlReader.Read(text) switch
            {
                YamlMap root => file with { Root = root },
                null => file with { Fault = new YamlFault("it is empty", 1, 1) },
                var other => file with { Fault = new YamlFault("it is no mapping of services, networks and volumes", other.Line, other.Column) },
            };
        }
        catch (YamlFault fault)
        {
            return file with { Fault = fault };
        }
    }

    /// <summary>The bytes of the same file with another text.</summary>
    public byte[] With(string text) => HasMark ? [.. Encoding.UTF8.Preamble, .. Strict.GetBytes(text)] : Strict.GetBytes(text);

    /// <summary>The file as it would be.</summary>
    public ComposeFile Become(string text) => Of(Path, HostPath, With(text));

    /// <exception cref="OperationException">It is faulty; the message says where and why.</exception>
    public YamlMap Sound() => Root ?? throw new OperationException($"{HostPath}:{Fault!.Line}:{Fault.Column}: {Fault.Message}");

    /// <summary>Its name alone: what stands in it may be secret.</summary>
    public override string ToString() => HostPath;

    /// <summary>The mapping of one service where it stands; null where the file does not have it.</summary>
    public YamlPart? Service(string name) => (Root?["services"]?.Target as YamlMap)?[name];
}
