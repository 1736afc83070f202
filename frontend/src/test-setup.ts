// happy-dom has no animations and no layout; the board asks for both.
Element.prototype.animate ??= () => ({ cancel: () => undefined, finished: Promise.resolve() }) as unknown as Animation;
Element.prototype.getAnimations ??= () => [];
