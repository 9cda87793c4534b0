using System.Security.Cryptography;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;

namespace HydraBot.Doors.Http.Keys;

/// <summary>The owner key of local mode: made once, kept over restarts in a file that only this user can read.</summary>
internal sealed class LocalKey
{
    public const string Name = "local";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="StartException">The file can neither be read nor written.</exception>
    public LocalKey(ApplicationPaths paths, SecretMask mask)
    {
        try
        {
            Token = Read(paths.ApiKey) ?? Write(paths);
            mask.Learn(Token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The owner key {paths.ApiKey} cannot be kept: {exception.Message} Storage:Path must be a folder that this user can write to.", exception);
        }
    }

    /// <summary>What the owner's programs send.</summary>
    public string Token { get; }

    private static string? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OwnerOnly);
        return File.ReadAllText(file).Trim() is { Length: >= 16 } token ? token : null;
    }

    private static string Write(ApplicationPaths paths)
    {
        Directory.CreateDirectory(paths.Data);
        var token = $"hydra_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var writer = new StreamWriter(paths.ApiKey, options);
        writer.Write(token);
        return token;
    }
}
