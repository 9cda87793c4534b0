using System.Text.RegularExpressions;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>One command as it would be started.</summary>
/// <param name="Name">Its name without its folder.</param>
/// <param name="Arguments">What follows; <see cref="Mark"/>s stand for what is not known.</param>
/// <param name="Input">What it reads from its standard input: null for nothing, or a text with marks.</param>
internal sealed record Invocation(string Name, IReadOnlyList<string> Arguments, string? Input)
{
    /// <summary>What it would print; any text unless its reader knows better, and as confidential as what it reads.</summary>
    public string Output { get; set; } = Mark.From(Input);

    /// <summary>Its first argument.</summary>
    public string? First => Arguments.Count > 0 ? Arguments[0] : null;

    /// <summary>The whole line, for people.</summary>
    public string Line => Mark.Show(string.Join(' ', Arguments.Prepend(Name)));

    /// <summary>The same with each letter as an option of its own: <c>-tAc text</c> is <c>-t -A -c text</c>.</summary>
    /// <param name="valued">Letters of options that take the rest of the word, or else the next word, for their value.</param>
    /// <param name="attached">Letters whose value can only be the rest of the word.</param>
    public Invocation Apart(string valued, string attached)
    {
        var apart = new List<string>(Arguments.Count);
        for (var at = 0; at < Arguments.Count; at++)
        {
            var argument = Arguments[at];
            if (argument == "--")
            {
                apart.AddRange(Arguments.Skip(at));
                break;
            }

            if (argument is not ['-', not '-', ..])
            {
                apart.Add(argument);
                continue;
            }

            for (var letter = 1; letter < argument.Length; letter++)
            {
                var takes = valued.Contains(argument[letter]);
                if (takes || attached.Contains(argument[letter]))
                {
                    apart.Add("-" + argument[letter..]);
                    if (takes && letter == argument.Length - 1 && at + 1 < Arguments.Count)
                        apart.Add(Arguments[++at]);
                    break;
                }

                apart.Add("-" + argument[letter]);
            }
        }

        return this with { Arguments = apart };
    }

    /// <summary>True for an option in this spelling, or as <c>option=value</c>.</summary>
    public bool Has(params ReadOnlySpan<string> options)
    {
        foreach (var argument in Arguments)
        {
            foreach (var option in options)
            {
                if (argument == option || (option.StartsWith("--", StringComparison.Ordinal) && argument.StartsWith(option + "=", StringComparison.Ordinal)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>True when a cluster of short options, such as <c>-rf</c>, holds this letter.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="valued">Letters of options that take the rest of the word for their value.</param>
    public bool HasShort(char letter, string valued = "")
    {
        foreach (var argument in Arguments)
        {
            if (argument == "--")
                return false;
            if (argument.Length < 2 || argument[0] != '-' || argument[1] == '-')
                continue;
            var letters = argument.AsSpan(1);
            if (letters.IndexOfAny(valued) is >= 0 and var end)
                letters = letters[..end];
            if (letters.Contains(letter))
                return true;
        }

        return false;
    }

    /// <summary>The value of an option: <c>-x value</c>, <c>-xvalue</c>, <c>--long value</c>, <c>--long=value</c>.</summary>
    public string? ValueOf(params ReadOnlySpan<string> options)
    {
        for (var at = 0; at < Arguments.Count; at++)
        {
            foreach (var option in options)
            {
                var argument = Arguments[at];
                if (argument == option)
                    return at + 1 < Arguments.Count ? Arguments[at + 1] : "";
                if (option.StartsWith("--", StringComparison.Ordinal))
                {
                    if (argument.StartsWith(option + "=", StringComparison.Ordinal))
                        return argument[(option.Length + 1)..];
                }
                else if (argument.StartsWith(option, StringComparison.Ordinal) && !argument.StartsWith("--", StringComparison.Ordinal))
                {
                    return argument[option.Length..];
                }
            }
        }

        return null;
    }

    /// <summary>What is no option, and no value of one of these options.</summary>
    public IEnumerable<string> Plain(params string[] withValue)
    {
        for (var at = 0; at < Arguments.Count; at++)
        {
            var argument = Arguments[at];
            if (argument == "--")
            {
                for (at++; at < Arguments.Count; at++)
                    yield return Arguments[at];
            }
            else if (argument.Length > 1 && argument[0] == '-')
            {
                if (withValue.Contains(argument))
                    at++;
            }
            else
            {
                yield return argument;
            }
        }
    }

    /// <summary>True when this word is what the call is told to do: behind an option that is not known it may be the option's value, and the verb another word.</summary>
    /// <param name="verb">The word.</param>
    /// <param name="withValue">Options that take the next word for their value.</param>
    /// <param name="alone">Options that do not.</param>
    public bool IsVerb(string verb, string[] withValue, Regex alone)
    {
        var place = Arguments.ToList().IndexOf(verb);
        return place < 1 || !Arguments[place - 1].StartsWith('-') || Arguments[place - 1].Contains('=', StringComparison.Ordinal) || alone.IsMatch(Arguments[place - 1])
            || (place > 1 && withValue.Contains(Arguments[place - 2]));
    }

    public bool HasUnknown => Arguments.Any(Mark.IsUnknown);
}
