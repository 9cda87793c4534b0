using System.Reflection;

namespace HydraBot.Hosting;

/// <summary>Which HydraBot runs, and since when.</summary>
internal sealed class HouseVersion(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The version of this build, without what source control adds to it.</summary>
    public string Version { get; } =
        typeof(HouseVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Since the house was built.</summary>
    public TimeSpan Uptime => time.GetElapsedTime(_began);
}
