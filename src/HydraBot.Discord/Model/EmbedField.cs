namespace HydraBot.Discord.Model;

/// <summary>A name and a value in an embed.</summary>
public sealed record EmbedField
{
    public EmbedField()
    {
    }

    public EmbedField(string name, string value, bool inline = false) => (Name, Value, Inline) = (name, value, inline);

    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
    public bool Inline { get; set; }
}
