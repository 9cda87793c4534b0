using HydraBot.Discord.Model;
using HydraBot.Doors.Chat;
using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting.Setup;

/// <summary>What is asked, in order, and what is known after it.</summary>
internal sealed class SetupInterview(SetupTerminal terminal, LocalSettings file, SetupAnswers answers, SetupProbe probe)
{
    private readonly SetupQuestions _questions = new(terminal);

    /// <summary>The bot's application; null while there is no token.</summary>
    public Snowflake? Application { get; private set; } = file.Find(SetupAnswers.Token) is { } token ? SetupChecks.ApplicationOf(token) : null;

    /// <summary>Whether Discord will let the bot hear messages; null where nobody knows.</summary>
    public bool? HearsMessages { get; private set; }

    /// <summary>Holds what was given as arguments to the same checks.</summary>
    /// <exception cref="StartException">One cannot be.</exception>
    public async Task CheckGivenAsync(CancellationToken cancellationToken)
    {
        if (answers.TryFind(SetupAnswers.Token, out var token) && await TokenProblemAsync(token, cancellationToken) is { } badToken)
            throw new StartException($"Setting {SetupAnswers.Token}: {badToken}");
        if (answers.TryFind(SetupAnswers.Guild, out var guild) && SetupChecks.Guild(guild) is { } badGuild)
            throw new StartException($"Setting {SetupAnswers.Guild}: {badGuild}");
        if (answers.TryFind(SetupAnswers.Model, out var url) && SetupChecks.Model(url) is { } badUrl)
            throw new StartException($"Setting {SetupAnswers.Model}: {badUrl}");
        if (url is not null)
            await terminal.Output.WriteLineAsync($"{url}: {(await probe.ModelsAsync(url, answers.TryFind(SetupAnswers.ModelKey, out var key) ? key : null, cancellationToken)).Says}");
    }

    /// <summary>Asks for what was not given.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        if (!answers.Has(SetupAnswers.Token))
            await AskAsync(SetupAnswers.Token, "Token of the bot (is not shown)", file.Find(SetupAnswers.Token) is null ? "none: a Discord of its own" : "the one that is set",
                token => TokenProblemAsync(token, cancellationToken), hidden: true, cancellationToken);
        if (!answers.Has(SetupAnswers.Guild))
            await AskAsync(SetupAnswers.Guild, "Id of your server", file.Find(SetupAnswers.Guild) ?? "the only one that the bot is in",
                guild => Task.FromResult(SetupChecks.Guild(guild)), hidden: false, cancellationToken);
        if (!answers.Has(SetupAnswers.Roles))
            await AskRolesAsync(cancellationToken);
        if (!answers.Has(SetupAnswers.Model))
            await AskModelAsync(cancellationToken);
    }

    private async Task<bool> AskAsync(string key, string text, string now, Func<string, Task<string?>> problem, bool hidden, CancellationToken cancellationToken)
    {
        if (await _questions.AskAsync(text, now, problem, hidden, cancellationToken) is not { } answer)
            return false;
        answers[key] = answer;
        return true;
    }

    private async Task AskRolesAsync(CancellationToken cancellationToken)
    {
        var set = file.Below(SetupAnswers.Roles);
        var before = SetupAnswers.Levels.ToDictionary(level => level, level => set.FirstOrDefault(role => role.Value == level).Key ?? level);
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var level in SetupAnswers.Levels)
        {
            chosen[level] = await _questions.AskAsync($"Role that stands for {level}, by name or id", before[level],
                role => Task.FromResult(SetupChecks.Role(role, chosen.Values)), hidden: false, cancellationToken) ?? before[level];
        }

        answers.GiveRoles(chosen, before);
    }

    private async Task AskModelAsync(CancellationToken cancellationToken)
    {
        if (!await AskAsync(SetupAnswers.Model, "Address of an OpenAI-compatible model server", file.Find(SetupAnswers.Model) ?? "whatever answers on this machine",
            url => Task.FromResult(SetupChecks.Model(url)), hidden: false, cancellationToken))
            return;
        _ = answers.TryFind(SetupAnswers.Model, out var url);
        var (says, wantsKey) = await probe.ModelsAsync(url!, null, cancellationToken);
        await terminal.Output.WriteLineAsync($"  {says}");
        if (wantsKey && await AskAsync(SetupAnswers.ModelKey, "Its key (is not shown)", "none", _ => Task.FromResult<string?>(null), hidden: true, cancellationToken)
            && answers.TryFind(SetupAnswers.ModelKey, out var key))
            await terminal.Output.WriteLineAsync($"  {(await probe.ModelsAsync(url!, key, cancellationToken)).Says}");
    }

    private async Task<string?> TokenProblemAsync(string token, CancellationToken cancellationToken)
    {
        if (SetupChecks.Token(token) is { } problem)
            return problem;
        var api = answers.TryFind(SetupAnswers.ApiBaseUrl, out var given) ? given : file.Find(SetupAnswers.ApiBaseUrl);
        var found = await probe.TokenAsync(api ?? new DiscordOptions().ApiBaseUrl.ToString(), token, cancellationToken);
        if (found.IsRefused)
            return found.Says;
        await terminal.Output.WriteLineAsync($"  {found.Says}");
        (Application, HearsMessages) = (found.Application ?? SetupChecks.ApplicationOf(token), found.HearsMessages);
        return null;
    }
}
