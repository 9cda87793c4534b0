using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>
/// A part of a message or modal: its own kind is the derived type; a kind that this library does not know is a bare <see cref="Component"/>.
/// https://discord.com/developers/docs/components/reference
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(ActionRow), 1)]
[JsonDerivedType(typeof(Button), 2)]
[JsonDerivedType(typeof(StringSelect), 3)]
[JsonDerivedType(typeof(TextInput), 4)]
[JsonDerivedType(typeof(UserSelect), 5)]
[JsonDerivedType(typeof(RoleSelect), 6)]
[JsonDerivedType(typeof(MentionableSelect), 7)]
[JsonDerivedType(typeof(ChannelSelect), 8)]
[JsonDerivedType(typeof(Section), 9)]
[JsonDerivedType(typeof(TextDisplay), 10)]
[JsonDerivedType(typeof(Thumbnail), 11)]
[JsonDerivedType(typeof(MediaGallery), 12)]
[JsonDerivedType(typeof(FileDisplay), 13)]
[JsonDerivedType(typeof(Separator), 14)]
[JsonDerivedType(typeof(Container), 17)]
[JsonDerivedType(typeof(Label), 18)]
[JsonDerivedType(typeof(FileInput), 19)]
[JsonDerivedType(typeof(RadioGroup), 21)]
[JsonDerivedType(typeof(CheckboxGroup), 22)]
[JsonDerivedType(typeof(Checkbox), 23)]
public record Component
{
    /// <summary>A number of one's own that is unique in the message; Discord counts up when null.</summary>
    public int? Id { get; set; }
}
