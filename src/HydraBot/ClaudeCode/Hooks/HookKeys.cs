using System.Security.Cryptography;
using System.Text;
using HydraBot.Governance.Access;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Options;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>Keys that open the hook address and nothing else, one a machine. This machine's own is made once and kept in a file that only this user can read.</summary>
internal sealed class HookKeys : IAccessSource
{
    /// <summary>Stands before the machine in the id of a session that asks, so that no key of the settings is meant.</summary>
    private const string Asks = "claude:";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly (byte[] Hash, string Machine)[] _keys;

    /// <exception cref="StartException">The file can neither be read nor written.</exception>
    public HookKeys(ApplicationPaths paths, IOptions<ClaudeCodeOptions> options, SecretMask mask)
    {
        File = Path.Combine(paths.Data, "claude-hook-key");
        try
        {
            var own = System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Trim() is { Length: >= 32 } kept ? kept : Make();
            mask.Learn(own);
            _keys = [(Hash(own), Environment.MachineName), .. options.Value.Machines.Select(machine => (Hash(machine.Value.Token), machine.Key))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The key {File} cannot be kept: {exception.Message} Storage:Path must be a folder that this user can write to.", exception);
        }
    }

    /// <summary>Where this machine's key is kept.</summary>
    public string File { get; }

    /// <summary>The machine whose key it is; null when it is nobody's. All are compared, in the same time.</summary>
    public string? Find(string token)
    {
        var presented = Hash(token);
        string? found = null;
        foreach (var (hash, machine) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, presented))
                found = machine;
        }

        return found;
    }

    /// <summary>Whoever holds the key; it opens the hook address and has no access to anything else.</summary>
    public Caller? Holder(string token) => Find(token) is { } machine ? new Caller(CallerKind.Key, Asks + machine, machine, AccessLevel.None) : null;

    /// <summary>Who asks where a session on this machine does.</summary>
    public static Caller Asker(string machine) => new(CallerKind.Key, Asks + machine, $"Claude Code on {machine}", AccessLevel.Operator);

    /// <summary>A machine as the settings have it now; one that was taken out since has no access.</summary>
    public ValueTask<Caller?> NowAsync(Caller caller, CancellationToken cancellationToken) => ValueTask.FromResult(
        caller.Kind != CallerKind.Key || !caller.Id.StartsWith(Asks, StringComparison.Ordinal)
            ? null
            : _keys.Any(key => key.Machine == caller.Id[Asks.Length..]) ? Asker(caller.Id[Asks.Length..]) : caller with { Access = AccessLevel.None });

    private string Make()
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(File, options);
        file.Write(Encoding.ASCII.GetBytes(key));
        return key;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
