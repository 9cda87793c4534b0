using System.Globalization;
using System.Text;

namespace HydraBot.Discord.Model;

/// <summary>Collects what Discord would refuse in a payload, each with its path.</summary>
internal sealed class PayloadErrors
{
    private readonly List<FieldError> _errors = [];

    public void Add(string path, string code, string message) => _errors.Add(new FieldError(path, code, message));

    /// <summary>Discord counts characters, not UTF-16 units.</summary>
    public static int LengthOf(string? text)
    {
        if (text is null)
            return 0;
        var pairs = 0;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                pairs++;
        }
        return text.Length - pairs;
    }

    public void Longest(string path, string? text, int limit)
    {
        if (LengthOf(text) is var length && length > limit)
            Add(path, "BASE_TYPE_MAX_LENGTH", string.Create(CultureInfo.InvariantCulture, $"{length} characters long, up to {limit} are allowed"));
    }

    public void Between(string path, string? text, int shortest, int longest)
    {
        if (LengthOf(text) is var length && length < shortest)
            Add(path, "BASE_TYPE_BAD_LENGTH", string.Create(CultureInfo.InvariantCulture, $"{length} characters long, {shortest} to {longest} are allowed"));
        Longest(path, text, longest);
    }

    public void AtMost(string path, int count, int limit, string things)
    {
        if (count > limit)
            Add(path, "BASE_TYPE_MAX_LENGTH", string.Create(CultureInfo.InvariantCulture, $"{count} {things}, up to {limit} are allowed"));
    }

    public void Throw()
    {
        if (_errors.Count > 0)
            throw new DiscordValidationException(_errors);
    }
}
