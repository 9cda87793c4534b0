namespace HydraBot.Discord.Interactions;

/// <summary>A fixed or suggested value of an option.</summary>
public sealed record CommandChoice
{
    public CommandChoice()
    {
    }

    public CommandChoice(string name, ChoiceValue value) => (Name, Value) = (name, value);

    /// <summary>What the member sees; up to 100 characters.</summary>
    public string Name { get; set; } = "";
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; set; }

    /// <summary>What the bot receives; text up to 100 characters, or a number, by the option's type.</summary>
    public ChoiceValue Value { get; set; }
}
