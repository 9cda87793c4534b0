using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Discord.Interactions;
using HydraBot.Doors.Chat.Commands;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.AI;
using Xunit;

namespace HydraBot.Tests.Doors.Chat;

public class CommandDrawingTests
{
    [Fact]
    public void Operations_of_one_room_share_a_command_with_a_subcommand_each()
    {
        var command = Assert.Single(CommandDrawing.Draw(Catalog<TwoVerbs>().All));

        Assert.Equal("box", command.Name);
        Assert.Equal(["close", "open"], command.Options!.Select(option => option.Name));
        Assert.All(command.Options!, option => Assert.Equal(CommandOptionType.SubCommand, option.Type));
    }

    [Fact]
    public void An_operation_with_a_slash_name_of_its_own_is_a_command_of_that_name() =>
        Assert.Equal(["shut"], CommandDrawing.Draw(Catalog<OwnName>().All).Select(command => command.Name));

    [Fact]
    public void Options_carry_type_choices_bounds_and_help_and_the_required_come_first()
    {
        var options = Assert.Single(CommandDrawing.Draw(Catalog<ManyOptions>().All)).Options!.ToDictionary(option => option.Name);

        Assert.Equal("name", options.Keys.First());
        Assert.True(options["name"].Required);
        Assert.Equal("What to call it.", options["name"].Description);
        Assert.Equal((CommandOptionType.Integer, 1d, 50d), (options["max_lines"].Type, options["max_lines"].MinValue, options["max_lines"].MaxValue));
        Assert.Equal(CommandOptionType.Boolean, options["quiet"].Type);
        Assert.Equal(["red", "green"], options["colour"].Choices!.Select(choice => choice.Name));
        Assert.True(options["name"].Autocomplete);
        Assert.Null(options["quiet"].Autocomplete);
    }

    [Fact]
    public void Two_operations_that_want_the_same_command_stop_the_start_and_are_named()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => CommandDrawing.Draw(Catalog<OwnName, SameName>().All));
        Assert.Contains("/shut", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filled_in_options_become_the_operations_arguments_under_its_own_names()
    {
        var operation = Assert.Single(Catalog<ManyOptions>().All);
        var arguments = SlashArguments.Read(operation, new InteractionData
        {
            Name = "make",
            Options =
            [
                new InteractionOption { Name = "name", Type = CommandOptionType.String, Value = JsonSerializer.SerializeToElement("x") },
                new InteractionOption { Name = "max_lines", Type = CommandOptionType.Integer, Value = JsonSerializer.SerializeToElement(7) },
            ],
        });

        Assert.Equal("""{"name":"x","maxLines":7}""", arguments.GetRawText());
        Assert.Empty(ArgumentCheck.Problems(operation.Schema, arguments));
    }

    private static OperationCatalog Catalog<T>()
        where T : new() => new([typeof(T)], type => Activator.CreateInstance(type)!, AIJsonUtilities.DefaultOptions);

    private static OperationCatalog Catalog<T1, T2>() => new([typeof(T1), typeof(T2)], type => Activator.CreateInstance(type)!, AIJsonUtilities.DefaultOptions);

    public sealed class TwoVerbs
    {
        [Operation("box.open")]
        [Description("Opens the box.")]
        public OperationResult<string> Open() => OperationResult.Of("open", new Card { Title = "Open" });

        [Operation("box.close", Effect = OperationEffect.Change)]
        [Description("Closes the box.")]
        public OperationResult<string> Close(Clearance clearance) => OperationResult.Of(clearance.Operation, new Card { Title = "Closed" });
    }

    public sealed class OwnName
    {
        [Operation("box.shut", Slash = "shut")]
        [Description("Shuts it.")]
        public OperationResult<string> Shut() => OperationResult.Of("shut", new Card { Title = "Shut" });
    }

    public sealed class SameName
    {
        [Operation("shut")]
        [Description("Shuts all.")]
        public OperationResult<string> Shut() => OperationResult.Of("shut", new Card { Title = "Shut" });
    }

    public sealed class ManyOptions
    {
        [JsonConverter(typeof(JsonStringEnumConverter<Colour>))]
        public enum Colour
        {
            [JsonStringEnumMemberName("red")]
            Red,

            [JsonStringEnumMemberName("green")]
            Green,
        }

        [Operation("make")]
        [Description("Makes it.")]
        public OperationResult<string> Make(
            [Description("What to call it.")][Suggest<Names>] string name,
            bool quiet = false,
            [Range(1, 50)] int maxLines = 10,
            Colour colour = Colour.Red) => OperationResult.Of($"{name}{quiet}{maxLines}{colour}", new Card { Title = "Made" });
    }

    public sealed class Names : ISuggestionSource
    {
        public async IAsyncEnumerable<string> SuggestAsync(string typed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return typed;
        }
    }
}
