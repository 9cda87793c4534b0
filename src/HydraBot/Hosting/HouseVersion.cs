using System.Reflection;

namespace HydraBot.Hosting;

/// <summary>Which HydraBot this is.</summary>
internal static class HouseVersion
{
    /// <summary>The version of this build, without what source control adds to it.</summary>
    public static string Current { get; } =
        typeof(HouseVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
