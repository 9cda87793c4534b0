namespace HydraBot.Hosting;

/// <summary>Where the house keeps its things: <c>Storage:Path</c>, relative to the working directory.</summary>
internal sealed class ApplicationPaths(IConfiguration settings)
{
    /// <summary>The folder itself, absolute.</summary>
    public string Data { get; } = Path.GetFullPath(settings["Storage:Path"] is { Length: > 0 } path ? path : new PathOptions().Path);

    /// <summary>Log files.</summary>
    public string Logs => Path.Combine(Data, "logs");

    /// <summary>The owner key of local mode.</summary>
    public string ApiKey => Path.Combine(Data, "api-key");
}

/// <summary>What everybody needs to know of the section <c>Storage</c>.</summary>
internal sealed class PathOptions
{
    public const string Section = "Storage";

    /// <summary>The folder of the house.</summary>
    public string Path { get; set; } = "data";
}
