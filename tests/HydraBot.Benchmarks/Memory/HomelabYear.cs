namespace HydraBot.Benchmarks.Memory;

/// <summary>One turn of the set.</summary>
internal sealed record Turn(string Id, string Session, DateTimeOffset At, string Speaker, string Text);

/// <summary>One question, and the turns that answer it.</summary>
internal sealed record Question(string Kind, string Text, IReadOnlyList<string> Evidence, bool Kept);

/// <summary>A conversation with questions about it.</summary>
internal sealed record QuestionSet(string Name, IReadOnlyList<Turn> Turns, IReadOnlyList<Question> Questions)
{
    /// <summary>The set of our own, beside this file.</summary>
    public static QuestionSet HomelabYear()
    {
        var (turns, questions) = (new List<Turn>(), new List<Question>());
        var (session, at, number) = ("", default(DateTimeOffset), 0);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Memory", "homelab-year.txt")))
        {
            number++;
            if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                at = DateTimeOffset.Parse(line[2..], System.Globalization.CultureInfo.InvariantCulture);
                session = line[2..12];
            }
            else if (line.StartsWith("? ", StringComparison.Ordinal) && line[2..].Split('|') is [var kind, var text, var evidence])
            {
                questions.Add(new Question(kind, text, evidence.Split(',', StringSplitOptions.RemoveEmptyEntries), number % 2 == 0));
            }
            else if (!line.StartsWith('#') && line.Split('|', 3) is [var id, var speaker, var said])
            {
                turns.Add(new Turn(id, session, at, speaker, said));
            }
        }

        return new QuestionSet("a homelab's year", turns, questions);
    }
}
