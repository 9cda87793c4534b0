using YamlDotNet.Core;

namespace HydraBot.Fleet.Compose.Yaml;

/// <summary>A part of a YAML text, and where it stands.</summary>
/// <param name="start">Offset of its first character.</param>
/// <param name="end">Offset after its last one; of a block collection, after its last child.</param>
/// <param name="line">From 1.</param>
/// <param name="column">From 1.</param>
internal abstract class YamlPart(int start, int end, int line, int column)
{
    public int Start => start;

    public int End { get; protected set; } = end;

    public int Line => line;

    public int Column => column;

    /// <summary>The name by which other places repeat it.</summary>
    public string? Anchor { get; init; }

    /// <summary>What is meant: itself, or what an alias points to.</summary>
    public virtual YamlPart Target => this;
}

/// <summary>A scalar.</summary>
internal sealed class YamlText(string value, ScalarStyle style, int start, int end, int line, int column) : YamlPart(start, end, line, column)
{
    public string Value => value;

    public ScalarStyle Style => style;

    /// <summary>An empty place, <c>~</c> or the word itself.</summary>
    public bool IsNull => style == ScalarStyle.Plain && value is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A mapping, with its keys in order.</summary>
internal sealed class YamlMap(bool flow, int start, int line, int column) : YamlPart(start, start, line, column)
{
    public bool Flow => flow;

    public List<(YamlPart Key, YamlPart Value)> Entries { get; } = [];

    /// <summary>Where the brace of a flow mapping stands.</summary>
    public int Brace { get; private set; }

    /// <summary>The value of a key that stands here itself; merges are not looked through.</summary>
    public YamlPart? this[string name] => Entries.FirstOrDefault(entry => entry.Key is YamlText key && key.Value == name).Value;

    /// <summary>Where a key stands.</summary>
    public YamlPart? KeyOf(string? name) => Entries.FirstOrDefault(entry => entry.Key is YamlText key && key.Value == name).Key;

    public void Close(int at)
    {
        Brace = at;
        End = flow ? at + 1 : Entries.Count == 0 ? Start : Math.Max(Entries[^1].Key.End, Entries[^1].Value.End);
    }
}

/// <summary>A sequence.</summary>
internal sealed class YamlList(bool flow, int start, int line, int column) : YamlPart(start, start, line, column)
{
    public List<YamlPart> Items { get; } = [];

    public void Close(int at) => End = flow ? at + 1 : Items.Count == 0 ? Start : Items[^1].End;
}

/// <summary>A place that repeats another one.</summary>
internal sealed class YamlAlias(YamlPart target, int start, int end, int line, int column) : YamlPart(start, end, line, column)
{
    public override YamlPart Target => target;
}
