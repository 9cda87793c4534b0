using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>What Compose writes on the containers that it makes.</summary>
internal static class ComposeLabels
{
    public const string Project = "com.docker.compose.project";
    public const string Service = "com.docker.compose.service";
    public const string Files = "com.docker.compose.project.config_files";
    public const string Folder = "com.docker.compose.project.working_dir";
    public const string Environment = "com.docker.compose.project.environment_file";
    public const string OneOff = "com.docker.compose.oneoff";

    public static string? Of(Container container, string label) => container.Labels.TryGetValue(label, out var value) && value.Length > 0 ? value : null;
}
