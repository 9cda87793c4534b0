using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HydraBot.Fleet.Compose.Yaml;

/// <summary>Reads a YAML text into parts that know where they stand. The library's own tree forgets where aliases were.</summary>
internal sealed class YamlReader
{
    private const int Deepest = 64;

    private readonly Parser _parser;
    private readonly Dictionary<string, YamlPart> _anchors = new(StringComparer.Ordinal);

    private YamlReader(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    /// <returns>The root; null where nothing stands in the text.</returns>
    /// <exception cref="YamlFault">It is not YAML, or two keys of one mapping are the same.</exception>
    public static YamlPart? Read(string text)
    {
        try
        {
            return new YamlReader(text).ReadDocument();
        }
        catch (YamlException fault)
        {
            throw new YamlFault(fault.InnerException?.Message ?? fault.Message, (int)fault.Start.Line, (int)fault.Start.Column, fault);
        }
    }

    private YamlPart? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;
        _parser.Consume<DocumentStart>();
        var root = ReadPart(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<DocumentStart>(out var second)
            ? throw new YamlFault("a second document begins here; one file is one document", (int)second.Start.Line, (int)second.Start.Column)
            : root;
    }

    private YamlPart ReadPart(int depth)
    {
        if (depth > Deepest)
            throw new YamlFault($"it is nested deeper than {Deepest}", (int)_parser.Current!.Start.Line, (int)_parser.Current.Start.Column);
        var parsing = _parser.Consume<ParsingEvent>();
        var (start, line, column) = ((int)parsing.Start.Index, (int)parsing.Start.Line, (int)parsing.Start.Column);
        var anchor = parsing is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        YamlPart part;
        switch (parsing)
        {
            case AnchorAlias alias:
                return _anchors.TryGetValue(alias.Value.Value, out var target)
                    ? new YamlAlias(target, start, (int)alias.End.Index, line, column)
                    : throw new YamlFault($"*{alias.Value.Value} repeats what stands nowhere before it", line, column);
            case Scalar scalar:
                part = new YamlText(scalar.Value, scalar.Style, start, (int)scalar.End.Index, line, column) { Anchor = anchor };
                break;
            case SequenceStart sequence:
                part = ReadList(new YamlList(sequence.Style == SequenceStyle.Flow, start, line, column) { Anchor = anchor }, depth);
                break;
            default:
                part = ReadMap(new YamlMap(((MappingStart)parsing).Style == MappingStyle.Flow, start, line, column) { Anchor = anchor }, depth);
                break;
        }

        if (anchor is not null)
            _anchors[anchor] = part;
        return part;
    }

    private YamlList ReadList(YamlList list, int depth)
    {
        while (!_parser.Accept<SequenceEnd>(out _))
            list.Items.Add(ReadPart(depth + 1));
        list.Close((int)_parser.Consume<SequenceEnd>().Start.Index);
        return list;
    }

    private YamlMap ReadMap(YamlMap map, int depth)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = ReadPart(depth + 1);
            if (key is YamlText { Value: not "<<" } named && !known.Add(named.Value))
                throw new YamlFault($"'{named.Value}' stands here a second time", named.Line, named.Column);
            map.Entries.Add((key, ReadPart(depth + 1)));
        }

        map.Close((int)_parser.Consume<MappingEnd>().Start.Index);
        return map;
    }
}
