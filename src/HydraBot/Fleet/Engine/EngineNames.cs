namespace HydraBot.Fleet.Engine;

/// <summary>Containers of other hosts are called <c>name@host</c>, and so are their ids; an engine lets no name hold an <c>@</c>.</summary>
internal static class EngineNames
{
    public static string Of(string name, string? host) => host is null ? name : $"{name}@{host}";

    /// <summary>Null for what is on this machine's own engine.</summary>
    public static string? HostOf(string name) => name.IndexOf('@') is >= 0 and var at ? name[(at + 1)..] : null;

    public static string Bare(string name) => name.IndexOf('@') is >= 0 and var at ? name[..at] : name;
}
