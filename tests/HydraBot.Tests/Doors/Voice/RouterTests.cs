using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using HydraBot.Doors.Voice.Router;
using HydraBot.Governance;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Speech.Recognition;
using HydraBot.Tests.Doors.Http;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Turns;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Doors.Voice;

/// <summary>What becomes of a sentence, on the real road under the real law.</summary>
public sealed class RouterTests : IAsyncLifetime
{
    private static readonly Caller Operator = new(CallerKind.Member, "1", "Olga", AccessLevel.Operator);
    private static readonly Caller Viewer = new(CallerKind.Member, "2", "Vera", AccessLevel.Viewer);
    private static readonly Caller Owner = new(CallerKind.Member, "3", "Otto", AccessLevel.Owner);

    private readonly DoorHouse _house = new(builder => builder.AddSuggestions<MachineNames>().AddOperations<MachineOperations>(MachineJson.Default));
    private readonly FakeCall _call = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ITurnTaker Router => _house.Services.GetRequiredService<ITurnTaker>();

    private MachineOperations Machines => _house.Services.GetRequiredService<MachineOperations>();

    public async ValueTask InitializeAsync() => await _house.InitializeAsync();

    public async ValueTask DisposeAsync() => await _house.DisposeAsync();

    [Theory]
    [InlineData("how is the rack", "")]
    [InlineData("container temperature", "It is warm.")]
    [InlineData("Hey Jarvis, container temperature please.", "It is warm.")]
    [InlineData("temperature container", "It is warm.")]
    [InlineData("container temperature of everything", "")]
    public async Task A_sentence_is_a_command_as_a_whole_or_not_at_all(string sentence, string answer)
    {
        var said = await SayAsync(Viewer, sentence);

        Assert.Equal(answer.Length > 0 ? answer : "Sorry, I did not understand that.", said.Text);
    }

    [Fact]
    public async Task The_grammar_offers_the_commands_with_the_names_of_this_moment()
    {
        var expected = await Router.ExpectAsync(1, Stop);

        Assert.Contains(expected.Grammar.Phrases, phrase => phrase[0].Texts.Contains("reboot container") && phrase[^1].Texts.Contains("home assistant"));
        Assert.Contains("temperature", expected.Grammar.Words);
        Assert.Contains("approve", expected.Grammar.Words);
    }

    [Fact]
    public async Task What_has_an_effect_is_done_after_the_speakers_own_yes_alone()
    {
        var question = await SayAsync(Operator, "reboot container home assistant");
        Assert.True(question.Expects);
        Assert.Contains("home assistant", question.Text, StringComparison.Ordinal);
        Assert.Empty(Machines.Rebooted);

        Assert.NotEqual("On it.", (await SayAsync(Owner, "yes")).Text);
        Assert.Empty(Machines.Rebooted);

        var done = await SayAsync(Operator, "yes");
        Assert.Equal("On it.", done.Text);
        Assert.Equal("The home-assistant runs.", (await done.Later!.WaitAsync(TimeSpan.FromSeconds(20), Stop))!.Text);
        Assert.Equal(["home-assistant"], Machines.Rebooted);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("stop")]
    [InlineData("container temperature")]
    [InlineData("the weather is nice")]
    public async Task Anything_but_a_yes_is_none(string reply)
    {
        await SayAsync(Operator, "reboot container jellyfin");
        await SayAsync(Operator, reply);
        await SayAsync(Operator, "yes");

        Assert.Empty(Machines.Rebooted);
    }

    [Fact]
    public async Task A_viewers_voice_reboots_nothing()
    {
        var said = await SayAsync(Viewer, "reboot container jellyfin");
        Assert.Equal("You may not do that.", said.Text);
        await SayAsync(Viewer, "yes");

        Assert.Empty(Machines.Rebooted);
    }

    [Fact]
    public async Task A_press_of_the_member_who_was_asked_is_a_yes()
    {
        var question = await SayAsync(Operator, "reboot container jellyfin");
        _call.Answer.SetResult(true);
        var done = await question.Later!.WaitAsync(TimeSpan.FromSeconds(20), Stop);

        Assert.Equal("On it.", done!.Text);
        Assert.Equal("1", _call.Asked);
        // The question is answered: a yes by voice does nothing more.
        Assert.NotEqual("On it.", (await SayAsync(Operator, "yes")).Text);
    }

    [Fact]
    public async Task Approvals_by_voice_count_for_as_much_as_the_speakers_access()
    {
        var request = OperationRequest.Create(
            "container.reboot", System.Text.Json.JsonElement.Parse("""{"machine":"jellyfin"}"""), Operator with { Id = "9", Name = "Ned" }, Door.Chat, TimeProvider.System);
        Assert.IsType<OperationOutcome.Waiting>(await _house.Services.GetRequiredService<GovernedExecutor>().ExecuteAsync(request, null, Stop));

        Assert.Contains("asked by Ned", (await SayAsync(Viewer, "approve it")).Text, StringComparison.Ordinal);
        Assert.Contains("needs Operator", (await SayAsync(Viewer, "yes")).Text, StringComparison.Ordinal);
        Assert.Empty(Machines.Rebooted);

        await SayAsync(Operator, "approve it");
        var approved = await SayAsync(Operator, "yes");
        Assert.Equal("Approved.", approved.Text);
        Assert.Equal("The jellyfin runs.", (await approved.Later!.WaitAsync(TimeSpan.FromSeconds(20), Stop))!.Text);
    }

    [Fact]
    public async Task The_emergency_stop_needs_no_second_word_and_a_viewer_cannot_pull_it()
    {
        var stop = _house.Services.GetRequiredService<EmergencyStop>();
        Assert.Equal("You may not do that.", (await SayAsync(Viewer, "emergency stop")).Text);
        Assert.False(stop.IsStopped);

        var expected = await Router.ExpectAsync(1, Stop);
        Assert.Contains(expected.Grammar.Phrases, phrase => phrase.Count == 1 && phrase[0].Texts.Contains("emergency stop"));
        var said = await SayAsync(Operator, "emergency stop");

        Assert.False(said.Expects);
        Assert.StartsWith("Everything is stopped", said.Text, StringComparison.Ordinal);
        Assert.True(stop.IsStopped);
    }

    [Fact]
    public async Task Stop_silences()
    {
        Assert.True((await SayAsync(Viewer, "stop")).Hush);
    }

    private Task<SpokenAnswer> SayAsync(Caller speaker, string text) =>
        Router.AnswerAsync(_call with { }, speaker, new Transcript(text, "test"), recogniserIsOpen: false, Stop);

    internal sealed record FakeCall : IVoiceCall
    {
        public TaskCompletionSource<bool?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Asked => _asked[0];

        private readonly string?[] _asked = new string?[1];

        public string Channel => "voice";

        public ChannelReader<HeardFrame> Heard { get; } = System.Threading.Channels.Channel.CreateUnbounded<HeardFrame>().Reader;

        public Task Completion => Task.CompletedTask;

        public Action<ulong>? MemberLeft { get; set; }

        public Task SpeakAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> opus, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask<Caller?> IdentifyAsync(ulong memberId, CancellationToken cancellationToken) => ValueTask.FromResult<Caller?>(Operator);

        public Task WriteAsync(Card card, CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task<bool?> AskAsync(Card card, ulong memberId, CancellationToken cancellationToken)
        {
            _asked[0] = $"{memberId}";
            try
            {
                return await Answer.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        public CallPrivacy Privacy(ulong? memberId) => new(true, 1, null, null, 2);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

internal sealed class MachineOperations
{
    public ConcurrentQueue<string> Rebooted { get; } = [];

    [Operation("container.reboot", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Reboots a machine")]
    public OperationResult<MachineView> Reboot([Description("Its name"), Suggest<MachineNames>] string machine, Clearance clearance)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        Rebooted.Enqueue(machine);
        return OperationResult.Of(new MachineView(machine), new Card { Title = "Rebooted", Spoken = $"The {machine} runs." });
    }

    [Operation("container.temperature")]
    [Description("How warm it is")]
    public OperationResult<MachineView> Temperature() => OperationResult.Of(new MachineView("all"), new Card { Title = "Warm", Spoken = "It is warm." });
}

internal sealed record MachineView(string Machine);

internal sealed class MachineNames : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in new[] { "jellyfin", "home-assistant" })
            yield return name;
    }
}

[JsonSerializable(typeof(MachineView))]
internal sealed partial class MachineJson : JsonSerializerContext;
