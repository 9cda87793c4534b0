namespace HydraBot.Fleet.Compose.Yaml;

/// <summary>A text that is not sound YAML.</summary>
internal sealed class YamlFault(string message, int line, int column, Exception? inner = null) : Exception(message, inner)
{
    public int Line => line;

    public int Column => column;
}
