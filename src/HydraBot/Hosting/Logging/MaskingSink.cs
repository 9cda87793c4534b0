using System.Globalization;
using HydraBot.Governance.Audit;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace HydraBot.Hosting.Logging;

/// <summary>Stands before every other sink and takes secrets out of message, properties and exception.</summary>
internal sealed class MaskingSink(ILogEventSink inner, SecretMask mask) : ILogEventSink, IDisposable
{
    private static readonly MessageTemplateParser Parser = new();

    public void Emit(LogEvent logEvent) => inner.Emit(Masked(logEvent));

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private LogEvent Masked(LogEvent original)
    {
        var properties = original.Properties.ToDictionary(pair => pair.Key, pair => Masked(pair.Key, pair.Value));
        var template = original.MessageTemplate;
        var text = Words(template, properties);
        if (mask.Apply(text) is var safe && safe != text)
        {
            // A secret that is made of words and values together: the words are kept as they are safe, the values are not.
            foreach (var token in template.Tokens.OfType<PropertyToken>())
                properties.Remove(token.PropertyName);
            template = new MessageTemplate(safe, [new TextToken(safe)]);
        }
        else if (mask.Apply(template.Text) is var words && words != template.Text)
        {
            template = Parser.Parse(words);
        }

        return new LogEvent(
            original.Timestamp, original.Level, Masked(original.Exception), template,
            properties.Select(pair => new LogEventProperty(pair.Key, pair.Value)),
            original.TraceId ?? default, original.SpanId ?? default);
    }

    /// <summary>The message without the quotes that Serilog may put around texts, so that a secret which begins before a value is seen.</summary>
    private static string Words(MessageTemplate template, Dictionary<string, LogEventPropertyValue> properties)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in template.Tokens)
        {
            if (token is PropertyToken property && properties.GetValueOrDefault(property.PropertyName) is ScalarValue { Value: string value })
                text.Write(value);
            else
                token.Render(properties, text, CultureInfo.InvariantCulture);
        }

        return text.ToString();
    }

    private MaskedException? Masked(Exception? exception) => exception is null ? null : new MaskedException(mask.Apply(exception.ToString()));

    private LogEventPropertyValue Masked(string name, LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: string text } => mask.Apply(name, text) is var safe && safe != text ? new ScalarValue(safe) : value,
        ScalarValue { Value: null or bool or int or long or double or Guid or DateTimeOffset or TimeSpan or Enum } => value,
        ScalarValue { Value: var other } => other.ToString() is { } text && mask.Apply(name, text) is var safe && safe != text ? new ScalarValue(safe) : value,
        SequenceValue sequence => new SequenceValue(sequence.Elements.Select(element => Masked(name, element))),
        StructureValue structure => new StructureValue(
            structure.Properties.Select(property => new LogEventProperty(property.Name, Masked(property.Name, property.Value))), structure.TypeTag),
        DictionaryValue dictionary => new DictionaryValue(dictionary.Elements.Select(pair => KeyValuePair.Create(
            (ScalarValue)Masked("", pair.Key), Masked(pair.Key.Value?.ToString() ?? "", pair.Value)))),
        _ => value,
    };
}
